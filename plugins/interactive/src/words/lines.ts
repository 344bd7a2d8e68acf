import { ExitCode, NixaiError } from '@nixai/api';
import { runLine } from '../shell/line.js';
import type { Outcome } from '../shell/outcome.js';
import type { Shell } from '../shell/shell.js';

/** The lines of this session, the last N of them. */
export async function showHistory({ state, print }: Shell, words: string): Promise<void> {
  const count = /^\d+$/.test(words) ? Number(words) : 20;
  const { lines } = state;
  const from = Math.max(0, lines.length - count);
  print(
    lines
      .slice(from)
      .map((line, at) => `${from + at + 1}  ${line}`)
      .join('\n'),
  );
}

/** Runs a line of this session once more. */
export async function repeat(shell: Shell, words: string): Promise<Outcome> {
  const { lines } = shell.state;
  // The line that asks for it is in the history already.
  const before = lines.filter((line) => !/^(?:repeat\b|!!)/.test(line));
  const line = words === '' ? before.at(-1) : lines[Number(words) - 1];
  if (line === undefined || /^(?:repeat\b|!!)/.test(line))
    throw new NixaiError({
      code: 'usage',
      what: words === '' ? 'nothing was run yet' : `there is no line ${words} to be run again`,
      hint: 'show-history',
      exitCode: ExitCode.usage,
    });
  shell.context.notice(shell.context.view.style.dim(line));
  const { status } = await runLine(shell, line);
  return { status, failed: status !== 0 };
}
