import type { TaskEvent, Tasks } from '@nixai/api';
import { createStyle, isTerminal, showsUnicode, terminalWidth } from '../terminal/index.js';
import { createDrawnTasks, type TaskDisplay } from './drawnTasks.js';
import { createTasks } from './createTasks.js';
import { createWrittenTasks } from './writtenTasks.js';

export { createTasks } from './createTasks.js';

export interface TaskOptions {
  readonly signal: AbortSignal;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Writes a line. */
  readonly tell: (line: string) => void;
  /** Draws lines in the place of so many that were drawn before. */
  readonly redraw: (before: number, lines: readonly string[]) => void;
  /** Told of every event too: a program that reads them. */
  readonly onEvent?: (event: TaskEvent) => void;
}

export interface ShownTasks extends Tasks, Pick<TaskDisplay, 'aside' | 'stop'> {}

/** The tasks of a command, shown on stderr: drawn at a terminal, in plain lines elsewhere. */
export function showTasks(options: TaskOptions): ShownTasks {
  const display = options.quiet ? undefined : displayFor(options);
  const tasks = createTasks((event) => {
    options.onEvent?.(event);
    display?.take(event);
  }, options.signal);
  return {
    ...tasks,
    aside: (write) => (display === undefined ? write() : display.aside(write)),
    stop: () => display?.stop(),
  };
}

function displayFor({ color, tell, redraw }: TaskOptions): TaskDisplay {
  const { env } = process;
  if (!isTerminal(2) || env['TERM'] === 'dumb') return createWrittenTasks(tell);
  const { stderr } = process;
  const unicode = showsUnicode(env);
  const style = createStyle(color);
  return createDrawnTasks({
    tell,
    redraw,
    now: () => performance.now(),
    canvas: () => ({
      width: terminalWidth(stderr, env),
      height: (stderr.rows ?? 24) - 1,
      style,
      unicode,
    }),
  });
}
