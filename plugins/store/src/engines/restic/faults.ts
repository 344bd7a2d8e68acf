import { ExitCode, NixaiError } from '@nixai/api';
import { lastLines, stepFailed } from '../../faults.js';

/** Restic's own exit codes since 0.17; older ones say it in words alone. */
const codes = { missing: 10, locked: 11, password: 12 } as const;

/** Whether restic says that another one has the repository. */
export const isLocked = (code: number, said: string): boolean =>
  code === codes.locked || /already locked/i.test(said);

/** What restic says when it fails, as what it means. */
export function resticFailed(place: string, what: string, code: number, said: string): NixaiError {
  if (code === codes.missing || /Is there a repository at the following location/.test(said))
    return new NixaiError({
      code: 'store-no-repository',
      what: `${place} has no restic repository`,
      why: lastLines(said, 2),
      hint: 'nixai store backup --init makes one',
    });
  if (isLocked(code, said))
    return new NixaiError({
      code: 'store-locked',
      what: `${place} is in use by another restic`,
      why: lastLines(said, 3),
      hint: 'wait for it, or where none runs: restic unlock',
      exitCode: ExitCode.locked,
    });
  if (code === codes.password || /wrong password|no key found/.test(said))
    return new NixaiError({
      code: 'store-wrong-password',
      what: `the password is not that of ${place}`,
      hint: '--password-file FILE, or --password-command COMMAND',
      exitCode: ExitCode.refused,
    });
  return stepFailed(`restic ${what}`, lastLines(said) || `it ended with ${code}`);
}
