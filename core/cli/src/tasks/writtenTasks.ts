import { clean } from '@nixai/safety';
import { amountOf, secondsOf } from './amounts.js';
import type { TaskDisplay } from './drawnTasks.js';
import { createTaskTree, type TaskState } from './taskTree.js';

const patience = 1000;
/** How often something that goes on says so, in a log of hours. */
const remindEvery = 30_000;

/** Tells of tasks in plain lines, for a log: what takes over a second. */
export function createWrittenTasks(write: (line: string) => void): TaskDisplay {
  const tree = createTaskTree(() => performance.now());
  const timers = new Map<number, NodeJS.Timeout>();
  const told = new Set<number>();

  function say(task: TaskState, ...facts: (string | undefined)[]): void {
    const named = task.parent === undefined ? task.title : `${task.parent.title}: ${task.title}`;
    const rest = facts.filter((fact) => fact !== undefined && fact !== '').join(', ');
    write(clean(`${named}${rest === '' ? ' …' : `: ${rest}`}`).replaceAll('\n', ' '));
  }
  function remind(task: TaskState): void {
    const amount = task.done === undefined ? undefined : amountOf(task.done);
    if (told.has(task.id))
      say(task, amount, task.status, secondsOf(performance.now() - task.started));
    else say(task);
    told.add(task.id);
    timers.set(task.id, setTimeout(() => remind(task), remindEvery).unref());
  }
  function forget(id: number): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  return {
    take(event) {
      const task = tree.take(event);
      if (task === undefined) return;
      if (event.type === 'start')
        timers.set(task.id, setTimeout(() => remind(task), patience).unref());
      if (event.type === 'log') write(clean(event.line));
      if (event.type !== 'end') return;
      forget(task.id);
      // What was over at once is told by the answer.
      if (!told.delete(task.id)) return;
      say(task, event.outcome, event.why, secondsOf(event.milliseconds));
    },
    aside: (other) => other(),
    stop: () => [...timers.keys()].forEach(forget),
  };
}
