import type { TaskEvent } from '@nixai/api';
import { clean } from '@nixai/safety';
import { drawTasks, type Canvas } from './drawTasks.js';
import { createTaskTree } from './taskTree.js';

/** Shows tasks while they go on. */
export interface TaskDisplay {
  take(event: TaskEvent): void;
  /** Writes something else, above what is drawn. */
  aside(write: () => void): void;
  /** Stops drawing and leaves no trace but what was logged. */
  stop(): void;
}

export interface Terminal {
  tell(line: string): void;
  redraw(before: number, lines: readonly string[]): void;
  /** What is drawn on; asked for at each drawing, since a terminal may be resized. */
  canvas(): Omit<Canvas, 'now'>;
  now(): number;
}

const patience = 1000;
const redrawEvery = 100;

/** Draws tasks at a terminal, once there is one that has taken a second; ten times a second at most. */
export function createDrawnTasks(terminal: Terminal): TaskDisplay {
  const tree = createTaskTree(() => terminal.now());
  let timer: NodeJS.Timeout | undefined;
  let drawn = 0;

  function erase(): void {
    if (drawn > 0) terminal.redraw(drawn, []);
    drawn = 0;
  }
  function draw(): void {
    const now = terminal.now();
    if (!tree.roots.some(({ started }) => now - started >= patience)) return erase();
    const lines = drawTasks(tree.roots, { ...terminal.canvas(), now });
    terminal.redraw(drawn, lines);
    drawn = lines.length;
  }
  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    erase();
  }
  function aside(write: () => void): void {
    erase();
    write();
  }

  return {
    take(event) {
      tree.take(event);
      if (event.type === 'log') aside(() => terminal.tell(clean(event.line)));
      if (tree.roots.length === 0) stop();
      else timer ??= setInterval(draw, redrawEvery);
    },
    aside,
    stop,
  };
}
