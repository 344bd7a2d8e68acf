import type { TaskEvent, TaskUnit } from '@nixai/api';

/** A task as it stands now. */
export interface TaskState {
  readonly id: number;
  readonly title: string;
  readonly parent?: TaskState;
  readonly children: TaskState[];
  /** Milliseconds, by the clock that events are taken with. */
  readonly started: number;
  /** Undefined while it goes on. */
  outcome?: 'done' | 'failed' | 'skipped';
  why?: string;
  status?: string;
  done?: { readonly count: number; readonly total?: number; readonly unit: TaskUnit };
  ended?: number;
}

/** Keeps the tasks of a command by their events. */
export function createTaskTree(now: () => number) {
  const tasks = new Map<number, TaskState>();
  const roots: TaskState[] = [];

  /** @returns the task that the event is of. */
  function take(event: TaskEvent): TaskState | undefined {
    if (event.type === 'start') return begin(event);
    const task = tasks.get(event.task);
    if (task === undefined) return undefined;
    if (event.type === 'status') task.status = event.text;
    if (event.type === 'progress')
      task.done = { count: event.done, total: event.total, unit: event.unit };
    if (event.type === 'end') {
      task.outcome = event.outcome;
      task.why = event.why;
      task.ended = now();
      tasks.delete(task.id);
      if (task.parent === undefined) roots.splice(roots.indexOf(task), 1);
    }
    return task;
  }

  function begin({ task: id, title, parent: above }: TaskEvent & { type: 'start' }): TaskState {
    const parent = above === undefined ? undefined : tasks.get(above);
    const task: TaskState = { id, title, parent, children: [], started: now() };
    tasks.set(id, task);
    (parent?.children ?? roots).push(task);
    return task;
  }

  return { take, roots: roots as readonly TaskState[] };
}
