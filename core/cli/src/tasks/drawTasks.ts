import type { Style } from '@nixai/api';
import { clean } from '@nixai/safety';
import { clip, displayWidth } from '../terminal/index.js';
import { amountOf, secondsOf } from './amounts.js';
import type { TaskState } from './taskTree.js';

export interface Canvas {
  readonly width: number;
  /** Lines; what does not fit is counted. */
  readonly height: number;
  readonly style: Style;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
  /** Milliseconds, by the clock of the tasks. */
  readonly now: number;
}

const plainFrames = ['|', '/', '-', '\\'];
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameTime = 100;

/** The tasks as lines: those that go on and have failed before those that are done. */
export function drawTasks(roots: readonly TaskState[], canvas: Canvas): string[] {
  const drawn = roots.flatMap((root) => linesOf(root, 0, canvas));
  const most = Math.max(1, canvas.height);
  // What is done gives way first, then whatever stands last.
  const shown = drawn.length <= most ? drawn : drawn.filter(({ task }) => task.outcome !== 'done');
  const kept = shown.length <= most ? shown : shown.slice(0, most - 1);
  const hidden = shown.length - kept.length;
  const lines = kept.map(({ line }) => line);
  return hidden === 0 ? lines : [...lines, canvas.style.dim(`  and ${hidden} more`)];
}

interface DrawnTask {
  readonly task: TaskState;
  readonly line: string;
}

function linesOf(task: TaskState, depth: number, canvas: Canvas): DrawnTask[] {
  const line = `${'  '.repeat(depth)}${lineOf(task, canvas.width - 2 * depth, canvas)}`;
  const below = task.children.flatMap((child) => linesOf(child, depth + 1, canvas));
  // What is done is one line, whatever was below it.
  return task.outcome === 'done' ? [{ task, line }] : [{ task, line }, ...below];
}

function lineOf(task: TaskState, width: number, canvas: Canvas): string {
  const { style, now } = canvas;
  const took = secondsOf((task.ended ?? now) - task.started);
  const facts = [
    task.outcome === undefined && task.done !== undefined ? amountOf(task.done) : undefined,
    task.outcome === undefined ? task.status : task.why,
    took,
  ];
  const detail = facts.filter((fact) => fact !== undefined && fact !== '').join(', ');
  const title = clip(clean(task.title).replaceAll('\n', ' '), width - 2);
  const room = width - 2 - displayWidth(title) - 2;
  const rest = room < 8 ? '' : clip(clean(detail).replaceAll('\n', ' '), room);
  return `${markOf(task, canvas)} ${title}${rest === '' ? '' : `  ${style.dim(rest)}`}`;
}

function markOf(task: TaskState, { style, unicode, now }: Canvas): string {
  if (task.outcome === 'done') return style.good(unicode ? '✓' : '+');
  if (task.outcome === 'failed') return style.bad(unicode ? '✗' : 'x');
  if (task.outcome === 'skipped') return style.dim('-');
  const wheel = unicode ? frames : plainFrames;
  return wheel[Math.floor(now / frameTime) % wheel.length] ?? '';
}
