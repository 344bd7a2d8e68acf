import { ExitCode, NixaiError, isNixaiError, messageOf } from '@nixai/api';
import { createStyle } from '../terminal/style.js';
import { wantsColor } from '../terminal/index.js';
import { printJson, tell } from './output.js';

/** What was thrown, as an error that a person can act on. */
export function asFailure(error: unknown): NixaiError {
  if (isNixaiError(error)) return error;
  // @inquirer's own class for Ctrl-C at a prompt.
  if (error instanceof Error && error.name === 'ExitPromptError')
    return new NixaiError({
      code: 'interrupted',
      what: 'interrupted',
      exitCode: ExitCode.interrupted,
      cause: error,
    });
  return new NixaiError({
    code: 'internal',
    what: 'nixai failed in a way it should not',
    why: messageOf(error),
    hint: 'run it again with --debug, and report what it says',
    cause: error,
  });
}

/** Says on stderr (and in JSON on stdout) what failed, and sets the exit code. */
export async function reportFailure(failure: NixaiError, json: boolean): Promise<void> {
  process.exitCode = failure.exitCode;
  if (failure.code === 'interrupted') return;
  const { cleanDeep, createRedactor } = await import('@nixai/safety');
  const { redactDeep } = await createRedactor();
  const { code, what, why, hint, exitCode } = failure;
  // What was typed, and what a server answered, may repeat a key.
  const told = redactDeep(cleanDeep({ code, what, why, hint, exitCode, stack: stackOf(failure) }));
  if (json) await printJson({ error: { ...told, stack: undefined } });
  else tell(renderFailure(told));
}

/** Where it happened, for those who asked to know. */
function stackOf({ cause, stack }: NixaiError): string | undefined {
  if (process.env['NIXAI_LOG_LEVEL'] !== 'debug') return undefined;
  return cause instanceof Error ? cause.stack : stack;
}

type Told = Pick<NixaiError, 'what' | 'why' | 'hint' | 'stack'>;

/** In the manner of Nix: `error:`, what and why; `hint:`, the way out. */
function renderFailure({ what, why, hint, stack }: Told): string {
  const style = createStyle(wantsColor(process.stderr, process.env, false));
  const reason = why === undefined ? '' : `\n       ${why}`;
  const lines = [`${style.bad('error:')} ${what}${reason.replace(/\n(?! )/g, '\n       ')}`];
  if (hint !== undefined) lines.push(`${style.good('hint:')}  ${hint}`);
  if (stack !== undefined) lines.push(style.dim(stack));
  return lines.join('\n');
}
