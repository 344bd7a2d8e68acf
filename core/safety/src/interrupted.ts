import { ExitCode, NixaiError, isNixaiError } from '@nixai/api';

/** What is thrown when the caller's signal is aborted: Ctrl-C, unless the caller says otherwise. */
export function interrupted(reason: unknown): NixaiError {
  if (isNixaiError(reason)) return reason;
  return new NixaiError({
    code: 'interrupted',
    what: 'interrupted',
    exitCode: ExitCode.interrupted,
    cause: reason,
  });
}
