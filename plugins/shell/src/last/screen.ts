import { processes, type Host } from '@nixai/api';
import type { Evidence } from './evidence.js';
import type { LastCommand, ScreenPlace } from './lastCommand.js';

/** What the command wrote on the terminal, which tmux remembers. */
export async function screen(
  host: Host,
  last: LastCommand,
  signal: AbortSignal,
): Promise<Evidence | undefined> {
  const pane = process.env['TMUX_PANE'];
  if (pane === undefined || last.screen === undefined) return undefined;
  const runner = await host.service(processes);
  // The place of the server is in TMUX, which is not handed on by itself.
  const env = { TMUX: process.env['TMUX'] ?? '' };
  const tmux = async (...words: string[]) => {
    const { code, stdout } = await runner.run(['tmux', ...words], { env, signal, timeout: 5000 });
    return code === 0 ? stdout : undefined;
  };
  const now = await tmux('display-message', '-p', '-t', pane, '#{history_size}');
  const above = Number(now?.trim() || NaN);
  const { from, to, limit } = last.screen;
  // At its limit tmux forgets the first lines: where the output was, nobody knows any more.
  if (!Number.isSafeInteger(above) || above < to.above || above >= limit) return undefined;
  const lineOf = (place: ScreenPlace): number => place.above + place.line - above;
  const [first, end] = [lineOf(from), lineOf(to) - 1];
  if (end < first) return undefined;
  const range = ['-S', String(first), '-E', String(end)];
  const text = await tmux('capture-pane', '-p', '-J', '-t', pane, ...range);
  if (text === undefined || text.trim() === '') return undefined;
  return { kind: 'terminal', from: 'what tmux remembers of it', input: { argv: [], stdin: text } };
}
