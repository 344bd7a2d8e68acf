// What is said where there is no configuration to read.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, messageOf, NixaiError } from '@nixai/api';

/** Where a machine has its configuration. */
const usual = '/etc/nixos';

/** Where the configuration in a folder begins; the first that leads to a module. */
export const entries = ['flake.nix', 'configuration.nix', 'home.nix'];

export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

/** What a person is told in the place of `ENOENT: no such file or directory, stat …`. */
export function whyUnread(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'no file and no folder of that name is there';
  return code === 'EACCES' ? 'you may not read it' : messageOf(error);
}

/** The folder that the person stands in is proposed where it has a configuration. */
export async function unreadable(target: string, why: string): Promise<NixaiError> {
  const here = await Promise.all(entries.map((name) => isFile(resolve(name))));
  const isHere = here.includes(true) && resolve(target) !== process.cwd();
  return new NixaiError({
    code: 'check-unreadable',
    what: `there is nothing to check in ${target}`,
    why,
    hint: isHere
      ? 'nixai check .'
      : resolve(target) === usual
        ? 'nixai check FOLDER'
        : `nixai check ${usual}`,
    exitCode: ExitCode.refused,
  });
}
