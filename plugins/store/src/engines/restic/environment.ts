import { NixaiError, ExitCode } from '@nixai/api';
import type { Access } from '../engine.js';

/** What restic and its backends read of an environment (its manual, "Environment Variables"). */
const passedOn =
  /^(?:RESTIC_(?:PASSWORD|PASSWORD_FILE|PASSWORD_COMMAND|KEY_HINT|CACHE_DIR|COMPRESSION|CACERT|REST_USERNAME|REST_PASSWORD)|AWS_\w+|B2_\w+|AZURE_\w+|GOOGLE_\w+|OS_\w+|ST_\w+|RCLONE_\w+|https?_proxy|no_proxy)$/i;

/**
 * The environment of restic: the repository and how its password is found. Neither is ever in the words
 * of a command, which everybody on the machine can see.
 * @throws NixaiError `store-no-password` where restic would ask.
 */
export function resticEnvironment(
  repository: string,
  { passwordFile, passwordCommand }: Pick<Access, 'passwordFile' | 'passwordCommand'>,
  own: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own))
    if (value !== undefined && passedOn.test(name)) environment[name] = value;
  const given = {
    ...(passwordFile !== undefined && { RESTIC_PASSWORD_FILE: passwordFile }),
    ...(passwordCommand !== undefined && { RESTIC_PASSWORD_COMMAND: passwordCommand }),
  };
  const names = ['RESTIC_PASSWORD', 'RESTIC_PASSWORD_FILE', 'RESTIC_PASSWORD_COMMAND'];
  // One way alone: restic would take the file before the command, whoever said it.
  if (Object.keys(given).length > 0) for (const name of names) delete environment[name];
  const all = { ...environment, ...given, RESTIC_REPOSITORY: repository, RESTIC_PROGRESS_FPS: '2' };
  if (!names.some((name) => name in all))
    throw new NixaiError({
      code: 'store-no-password',
      what: 'the repository has a password, and nobody says where it is',
      hint: '--password-file FILE, --password-command COMMAND, or RESTIC_PASSWORD_FILE',
      exitCode: ExitCode.usage,
    });
  return all;
}

/** A repository's address as it may be shown: without a name and a password in it. */
export const shownAddress = (repository: string): string =>
  repository.replace(/(\/\/)[^/@\s]*@/, '$1');
