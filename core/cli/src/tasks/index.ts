import type { TaskEvent, Tasks } from '@nixai/api';
import { createStyle, showsUnicode, terminalWidth } from '../terminal/index.js';
import { createDrawnTasks, type TaskDisplay } from './drawnTasks.js';
import { createTasks } from './createTasks.js';
import { createWrittenTasks } from './writtenTasks.js';

export interface TaskOptions {
  readonly signal: AbortSignal;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Told of every event too: a program that reads them. */
  readonly onEvent?: (event: TaskEvent) => void;
}

export interface ShownTasks extends Tasks, Pick<TaskDisplay, 'aside' | 'stop'> {}

/** The tasks of a command, shown on stderr: drawn at a terminal, in plain lines elsewhere. */
export function showTasks({ signal, quiet, color, onEvent }: TaskOptions): ShownTasks {
  const { stderr, env } = process;
  const drawn = stderr.isTTY === true && env['TERM'] !== 'dumb';
  const display = quiet ? undefined : drawn ? atTerminal(color) : writtenToLog();
  const tasks = createTasks((event) => {
    onEvent?.(event);
    display?.take(event);
  }, signal);
  return {
    ...tasks,
    aside: (write) => (display === undefined ? write() : display.aside(write)),
    stop: () => display?.stop(),
  };
}

function atTerminal(color: boolean): TaskDisplay {
  const { stderr, env } = process;
  const unicode = showsUnicode(env);
  const style = createStyle(color);
  return createDrawnTasks({
    write: (text) => void stderr.write(text),
    now: () => performance.now(),
    canvas: () => ({
      width: terminalWidth(stderr, env),
      height: (stderr.rows ?? 24) - 1,
      style,
      unicode,
    }),
  });
}

const writtenToLog = (): TaskDisplay =>
  createWrittenTasks((line) => void process.stderr.write(`${line}\n`));
