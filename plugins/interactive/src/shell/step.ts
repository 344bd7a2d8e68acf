import { ExitCode, NixaiError, isNixaiError } from '@nixai/api';
import { nearestWords } from '@nixai/language';
import { ownWord } from '../words/run.js';
import { runCommand } from './command.js';
import { toldFailure, type Outcome } from './outcome.js';
import type { Shell } from './shell.js';

/** Runs one step: a word of the shell's own, a command, a number, or a question. */
export async function runStep(shell: Shell, text: string): Promise<Outcome> {
  const { context, state } = shell;
  try {
    const own = await ownWord(shell, text);
    if (own !== undefined) return own;
    const number = /^[1-9]$/.test(text) ? Number(text) : undefined;
    if (number !== undefined) return await runStep(shell, pick(shell, number));
    const found = commandIn(shell, text);
    if (found !== undefined) {
      if (found.id === 'interactive') throw isHere();
      if (found.argv.includes('--help') || found.argv.includes('-h'))
        return (await ownWord(shell, `help ${found.id}`)) ?? { status: 0, failed: false };
      const guided = await guide(shell, found.id, found.argv);
      return guided ?? (await runCommand(shell, found.id, found.argv));
    }
    await refuseMisspelt(shell, text);
    const question = text.replace(/^nixai\s+/, '').replace(/^(["'])(.*)\1$/s, '$2');
    const goOn = state.isTalking ? ['--continue'] : [];
    const asked = await runCommand(shell, 'ask', [...goOn, '--', question]);
    state.isTalking = !asked.failed;
    return asked;
  } catch (error) {
    return toldFailure(context, error);
  }
}

/** `diagnose` and `health` with nothing more ask a person what there is to ask. */
async function guide(
  shell: Shell,
  id: string,
  argv: readonly string[],
): Promise<Outcome | undefined> {
  if (!shell.isAtTerminal || argv.length > 0) return undefined;
  if (id === 'diagnose') return (await import('../guides/diagnose.js')).guidedDiagnose(shell);
  if (id === 'health') return (await import('../guides/health.js')).guidedHealth(shell);
  return undefined;
}

/** @returns undefined where it begins with no command. */
function commandIn(shell: Shell, text: string) {
  try {
    return shell.commands.parse(text);
  } catch (error) {
    if (isNixaiError(error) && error.code === 'unknown-command') return undefined;
    throw error;
  }
}

const isHere = (): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'this is interactive already',
    hint: 'help',
    exitCode: ExitCode.usage,
  });

function pick({ state }: Shell, number: number): string {
  const found = state.picks[number - 1];
  if (found !== undefined) return found.line;
  throw new NixaiError({
    code: 'usage',
    what: `there is no number ${number}`,
    why: 'numbers stand for the items of the last list',
    hint: 'search firefox',
    exitCode: ExitCode.usage,
  });
}

/** One word that is nearly a command is no question. */
async function refuseMisspelt({ commands }: Shell, text: string): Promise<void> {
  const [word = '', ...rest] = text.split(/\s+/);
  if (rest.length > 0) return;
  const names = (await commands.list()).map(({ id }) => id.split(' ')[0] ?? id);
  const near = nearestWords(word, [...new Set(names)]);
  if (near[0] === undefined) return;
  throw new NixaiError({
    code: 'unknown-command',
    what: `there is no command "${word}"`,
    why: `nearest: ${near.slice(0, 3).join(', ')}`,
    hint: near[0],
    exitCode: ExitCode.usage,
  });
}
