import { ExitCode, NixaiError, isNixaiError, messageOf, type Redactor } from '@nixai/api';
import { createStyle } from '../terminal/style.js';
import { wantsColor } from '../terminal/index.js';
import { printLine } from './eventLines.js';
import { pluginIn, type Thrower } from './ofPlugin.js';
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
  const plugin = pluginIn((error instanceof Error ? error.stack : undefined) ?? '');
  return new NixaiError({
    code: 'internal',
    what: `${plugin === undefined ? 'nixai' : `the plugin ${plugin.name} ${plugin.version}`} failed in a way it should not`,
    why: messageOf(error),
    hint:
      plugin === undefined ? 'run it again with --debug, and report what it says' : stepFor(plugin),
    cause: error,
  });
}

/** Most often it was built for another nixai than the one that runs it. */
const stepFor = ({ name, linked }: Thrower): string =>
  linked === undefined
    ? `nixai plugins update ${name}; if it still fails, report what --debug says to its authors`
    : `build it again, it is linked from ${linked}; if it still fails, --debug says where`;

/**
 * What may be said of a failure: what was typed, and what a server answered, may repeat a key.
 * @param redactor the session's, where it is not the process that fails.
 */
export async function toldOf({ code, what, why, hint, exitCode }: NixaiError, redactor?: Redactor) {
  const { cleanDeep, processRedactor } = await import('@nixai/safety');
  const { redactDeep } = redactor ?? (await processRedactor());
  return redactDeep(cleanDeep({ code, what, why, hint, exitCode }));
}

/** How a failure is told. */
export interface Telling {
  readonly json: 'document' | 'line' | false;
  /** With where in the program it happened. */
  readonly debug: boolean;
}

/**
 * Says on stderr (and in JSON on stdout) what failed, and sets the exit code.
 * @param exit what the process ends with, where that is not the failure's own code.
 */
export async function reportFailure(
  failure: NixaiError,
  { json, debug }: Telling,
  exit: number = failure.exitCode,
): Promise<void> {
  process.exitCode = failure.exitCode;
  if (failure.code === 'interrupted') return;
  process.exitCode = exit;
  const told = await toldOf(failure);
  if (json === 'line') return printLine({ type: 'error', error: told });
  if (json) return printJson({ error: told });
  const { fitToPrint } = await import('@nixai/safety');
  const stack = debug ? await fitToPrint(stackOf(failure)) : undefined;
  tell(renderFailure({ ...told, stack }));
}

/** Where it happened. */
function stackOf({ cause, stack }: NixaiError): string {
  return (cause instanceof Error ? cause.stack : stack) ?? '';
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
