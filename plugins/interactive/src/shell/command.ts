import { ExitCode } from '@nixai/api';
import { issuesIn } from '../guides/issues.js';
import { picksOf } from '../results/picks.js';
import { interruptible } from './interruptible.js';
import { toldFailure, type Outcome } from './outcome.js';
import type { Shell } from './shell.js';

/**
 * What these find is what they are for: a step after one of them runs, whatever was found.
 */
const reports = ['diagnose', 'health'];

/** Runs a command as it was typed, prints what the program would print, and keeps what can be gone on with. */
export async function runCommand(
  shell: Shell,
  id: string,
  argv: readonly string[],
  stdin?: string,
): Promise<Outcome> {
  const { context, state } = shell;
  const progress = context.progress(id);
  try {
    const said = await interruptible(async (signal) => {
      const call = await shell
        .session()
        .invoke(id, { argv: withNoAi(shell, id, argv), stdin }, { ...own(shell), signal });
      return { ...call, text: await call.render() };
    });
    progress.stop();
    shell.print(said.text);
    if (said.text !== '') state.lastAnswer = said.text;
    state.picks = picksOf(id, said.result);
    if (id === 'diagnose') state.issues = issuesIn(said.result);
    if (id !== 'ask') state.isTalking = false;
    tellPicks(shell);
    const { exitCode: status } = said;
    return { status, failed: status !== ExitCode.ok && !reports.includes(id) };
  } catch (error) {
    progress.stop();
    return toldFailure(context, error);
  }
}

/** Of one call: the rest is the session's. */
const own = ({ context }: Shell) => ({ view: context.view, prompt: context.prompt });

/** `--no-ai` of the shell is for every command that would ask a model. */
const asking = [
  'ask',
  'diagnose',
  'explain-option',
  'explain-home-option',
  'search',
  'find-option',
];
const withNoAi = ({ state }: Shell, id: string, argv: readonly string[]): readonly string[] =>
  state.noAi === true && asking.includes(id) && !argv.includes('--no-ai') && !argv.includes('--')
    ? [...argv, '--no-ai']
    : argv;

/** Which number stands for what, where somebody can type one. */
function tellPicks({ isAtTerminal, state, context }: Shell): void {
  if (!isAtTerminal || state.picks.length === 0) return;
  const { view } = context;
  const names = state.picks.map(({ name }, at) => `${at + 1} ${name}`).join('   ');
  context.notice(view.style.dim(view.wrap(`Look closer: ${names}`)));
}
