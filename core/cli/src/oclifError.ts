import { ExitCode, NixaiError, isNixaiError, messageOf } from '@nixai/api';
import { asFailure, reportFailure, tellingOf } from './command/index.js';

interface OclifError extends Error {
  readonly oclif?: { readonly exit?: number };
}

/** Ends the process for what oclif itself, or one of its own commands, has thrown. */
export async function reportOclifError(error: unknown, argv: readonly string[]): Promise<void> {
  const exit = (error as OclifError).oclif?.exit;
  // oclif's way to end with a code and no message.
  if (exit !== undefined && (error as { code?: unknown }).code === 'EEXIT') {
    process.exitCode = exit;
    return;
  }
  const ours = exit === undefined || isNixaiError(error);
  const failure = ours ? asFailure(error) : commandError(error, exit);
  // It may have failed before anybody read the flags.
  await reportFailure(failure, tellingOf(argv));
}

function commandError(error: unknown, exit: number): NixaiError {
  const [what = '', ...why] = messageOf(error).trim().split('\n');
  return new NixaiError({
    code: exit === ExitCode.usage ? 'usage' : 'command-failed',
    what,
    why: why.length > 0 ? why.join('\n') : undefined,
    exitCode: exit as ExitCode,
    cause: error,
  });
}
