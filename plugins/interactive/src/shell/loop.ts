import { ExitCode } from '@nixai/api';
import { takeText } from '../guides/text.js';
import { readLine, type ReaderOptions } from '../reader/lineReader.js';
import { completing } from './completing.js';
import { addToHistory, readHistory } from './history.js';
import { runLine } from './line.js';
import { toldFailure } from './outcome.js';
import type { Shell } from './shell.js';

const prompt = 'nixai> ';

/** Reads and runs lines until the person leaves. */
export async function converse(shell: Shell): Promise<number> {
  const { context, host, state } = shell;
  context.notice(
    context.view.wrap(
      "nixai, all of it in one place. 'help' lists the commands, 'quit' leaves; other words are a question.",
    ),
  );
  let past = [...(await readHistory(host))].reverse();
  const options: ReaderOptions = {
    history: () => past,
    complete: (line, cursor) => completing(shell.commands, line, cursor),
    clean: shell.clean,
    color: context.view.color,
  };
  let isLeaving = false;
  for (;;) {
    if (context.signal.aborted) return ExitCode.interrupted;
    const typed = await readLine(prompt, options);
    if (typed.kind === 'end') return ExitCode.ok;
    if (typed.kind === 'interrupt') {
      if (isLeaving) return ExitCode.interrupted;
      isLeaving = true;
      context.notice('\nCtrl-C once more, Ctrl-D or quit leave.');
      continue;
    }
    isLeaving = false;
    try {
      if (typed.kind === 'pasted') {
        await takeText(shell, typed.text);
        continue;
      }
      const line = typed.text.trim();
      if (line === '') continue;
      state.lines.push(line);
      if (await addToHistory(host, typed.text))
        past = [line, ...past.filter((one) => one !== line)];
      if ((await runLine(shell, line)).leaves) return ExitCode.ok;
    } catch (error) {
      // A mistake of ours or of a plugin's ends no session.
      if (error instanceof Error && error.name === 'ExitPromptError') continue;
      try {
        toldFailure(context, error);
      } catch {
        context.notice(`error: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}

/** Runs lines that nobody types: of a file, or what is piped in. The first that fails says how it ends. */
export async function runLines(shell: Shell, text: string): Promise<number> {
  let first = 0;
  const lines = text.split(/\r?\n/);
  for (const line of lines) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    if (shell.context.signal.aborted) return ExitCode.interrupted;
    shell.state.lines.push(line.trim());
    const { status, leaves } = await runLine(shell, line);
    if (first === 0) first = status;
    if (leaves) break;
  }
  return first;
}
