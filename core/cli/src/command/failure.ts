import { ExitCode, NixaiError, isNixaiError, messageOf } from '@nixai/api';
import { createStyle } from '../terminal/style.js';
import { wantsColor } from '../terminal/index.js';
import { printJson } from './output.js';

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
  const { clean, cleanDeep } = await import('../safety/index.js');
  if (json) {
    const { code, what, why, hint, exitCode } = failure;
    await printJson({ error: cleanDeep({ code, what, why, hint, exitCode }) });
    return;
  }
  process.stderr.write(renderFailure(failure, clean));
}

/** In the manner of Nix: `error:`, what and why; `hint:`, the way out. */
function renderFailure(failure: NixaiError, clean: (text: string) => string): string {
  const style = createStyle(wantsColor(process.stderr, process.env, false));
  const reason = failure.why === undefined ? '' : `\n       ${clean(failure.why)}`;
  const lines = [
    `${style.bad('error:')} ${clean(failure.what)}${reason.replace(/\n(?! )/g, '\n       ')}`,
  ];
  if (failure.hint !== undefined) lines.push(`${style.good('hint:')}  ${clean(failure.hint)}`);
  if (process.env['NIXAI_LOG_LEVEL'] === 'debug') {
    const cause = failure.cause instanceof Error ? failure.cause.stack : failure.stack;
    lines.push(style.dim(clean(cause ?? '')));
  }
  return `${lines.join('\n')}\n`;
}
