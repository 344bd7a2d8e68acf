import { messageOf, type Task, type TaskEvent, type Tasks } from '@nixai/api';
import { runAll } from './runAll.js';

/** Tells of a task's events. */
export type TaskSink = (event: TaskEvent) => void;

/** Runs work as tasks, and tells the sink what happens to them. */
export function createTasks(sink: TaskSink, signal: AbortSignal): Tasks {
  let count = 0;

  async function perform<T>(
    title: string,
    work: (task: Task) => Promise<T>,
    outer: AbortSignal,
    parent?: number,
  ): Promise<T> {
    const id = ++count;
    const started = performance.now();
    let skipped: string | undefined;
    const end = (outcome: 'done' | 'failed' | 'skipped', why?: string): void =>
      sink({ task: id, type: 'end', outcome, why, milliseconds: performance.now() - started });
    const step: Task['step'] = (name, inner) => perform(name, inner, outer, id);
    sink({ task: id, type: 'start', title, parent });
    try {
      const value = await work({
        signal: outer,
        step,
        all: (items, options, inner) =>
          runAll(items, options, outer, (item, own) =>
            perform(options.title(item), (task) => inner(item, task), own, id),
          ),
        progress: (done, total, unit = 'items') =>
          sink({ task: id, type: 'progress', done, total, unit }),
        status: (text) => sink({ task: id, type: 'status', text }),
        log: (line) => sink({ task: id, type: 'log', line }),
        skip: (why) => (skipped = why),
      });
      if (skipped === undefined) end('done');
      else end('skipped', skipped);
      return value;
    } catch (error) {
      end('failed', messageOf(error));
      throw error;
    }
  }

  return { run: (title, work) => perform(title, work, signal) };
}
