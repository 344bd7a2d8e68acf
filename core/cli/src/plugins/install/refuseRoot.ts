import { ExitCode, NixaiError, flag } from '@nixai/api';

/** For commands that bring other people's code onto the machine. */
export const rootFlag = {
  'as-root': flag.boolean('Go on although this is root (in a container)', {
    env: 'NIXAI_AS_ROOT',
  }),
};

/**
 * Root's plugins run with all rights, and `sudo nixai` would leave files that the user cannot mend.
 * @throws NixaiError `root`.
 */
export function refuseRoot(agreed: boolean, uid = process.getuid?.()): void {
  if (uid !== 0 || agreed) return;
  throw new NixaiError({
    code: 'root',
    what: 'plugins are not installed as root',
    why: 'each of them would run with all rights',
    hint: 'run it as yourself, or with --as-root in a container',
    exitCode: ExitCode.refused,
  });
}
