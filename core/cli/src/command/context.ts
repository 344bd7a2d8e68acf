import { fstatSync } from 'node:fs';
import {
  ExitCode,
  messageOf,
  NixaiError,
  type Args,
  type CommandContext,
  type Flags,
  type Host,
  type LoadedCommand,
  type TaskEvent,
} from '@nixai/api';
import {
  createProgress,
  createPrompt,
  createView,
  isTerminal,
  terminalWidth,
  wantsColor,
} from '../terminal/index.js';
import { clean, createCleaner, readAtMost, safeText } from '@nixai/safety';
import { showTasks } from '../tasks/index.js';
import { createEventLines, type EventLines } from './eventLines.js';
import type { Parsed } from './parse.js';
import { redraw, tell, writeOut } from './output.js';

/** The context of any command: what it emits is its own affair. */
export type RunningContext = CommandContext<Flags, Args, unknown>;

/** What the command gets, and how to end what it still draws. */
export async function createContext(
  host: Host,
  { flags, args, argv }: Parsed,
  signal: AbortSignal,
  command: Pick<LoadedCommand, 'flags'>,
): Promise<{ context: RunningContext; lines?: EventLines; close(): void }> {
  const { stdout, env } = process;
  const [asked, told] = [isTerminal(0), isTerminal(2)];
  const lines = flags['ndjson'] === true ? createEventLines() : undefined;
  const json = flags['json'] === true || lines !== undefined;
  const quiet = flags['quiet'] === true;
  const rich = stdout.isTTY === true && env['TERM'] !== 'dumb';
  const view = await createView({
    color: !json && wantsColor(stdout, env, flags['no-color'] === true),
    width: terminalWidth(stdout, env),
    rich: rich && !json,
  });
  const streamed = createCleaner();
  const color = wantsColor({ isTTY: told }, env, flags['no-color'] === true);
  const onEvent = lines === undefined ? undefined : (event: TaskEvent) => lines.task(event);
  const tasks = showTasks({ signal, quiet, color, tell, redraw, onEvent });
  const drawn: { stop(): void }[] = [tasks];
  const context: RunningContext = {
    host,
    flags,
    args,
    argv,
    signal,
    json,
    quiet,
    terminal: stdout.isTTY === true,
    view,
    prompt: createPrompt(asked && told && !json, signal, command.flags?.['yes'] !== undefined),
    progress(label) {
      const visible = told && env['TERM'] !== 'dumb' && !quiet;
      const progress = createProgress(label, visible, signal);
      drawn.push(progress);
      return progress;
    },
    tasks,
    carryOut: async (plan, approval = {}) =>
      (await import('../plan/index.js')).carryOut(plan, approval, context),
    emit: (event) => lines?.emit(event),
    notice(message) {
      if (!quiet) tasks.aside(() => tell(clean(message)));
    },
    write(chunk) {
      // A reader that has gone ends the process in its own way (main.ts).
      if (!json) writeOut(streamed.push(chunk)).catch(() => {});
    },
    draw(markdown) {
      if (json) return;
      const text = safeText(`${view.markdown(clean(markdown))}\n\n`, view.color);
      writeOut(text).catch(() => {});
    },
    stdin: pipedText,
    piped: () => (isPiped() ? process.stdin : undefined),
  };
  return { context, lines, close: () => drawn.forEach((one) => one.stop()) };
}

/** Bytes: a configuration or a question is not that long. */
const mostPiped = 16 * 2 ** 20;

/** Reads a pipe or a file to its end; a terminal, /dev/null or a socket nobody writes to is nothing. */
async function pipedText(): Promise<string | undefined> {
  if (!isPiped()) return undefined;
  try {
    // The decoder leaves a byte order mark out, as people do not see it.
    const piped = new TextDecoder().decode(await readAtMost(process.stdin, mostPiped));
    return piped === '' ? undefined : piped;
  } catch (error) {
    throw new NixaiError({
      code: 'usage',
      what: 'what is piped in cannot be read',
      why: messageOf(error),
      hint: 'pipe in the part that matters; a log of any length goes to: nixai diagnose',
      exitCode: ExitCode.usage,
      cause: error,
    });
  }
}

function isPiped(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    // A closed stdin (`<&-`).
    return false;
  }
}
