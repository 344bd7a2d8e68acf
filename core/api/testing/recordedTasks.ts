import type { Settled, Task, Tasks } from '@nixai/api';

export interface RecordedTasks extends Tasks {
  /** The titles of all that was begun, in order: `install: fetch`. */
  readonly steps: readonly string[];
  /** The lines that were logged. */
  readonly lines: readonly string[];
}

/** Tasks that nobody watches, for tests of what takes a `Task`: one item after the other. */
export function recordedTasks(signal: AbortSignal = new AbortController().signal): RecordedTasks {
  const steps: string[] = [];
  const lines: string[] = [];
  const perform = <T>(path: string, work: (task: Task) => Promise<T>): Promise<T> => {
    steps.push(path);
    const below = (title: string): string => `${path}: ${title}`;
    return work({
      signal,
      step: (title, inner) => perform(below(title), inner),
      async all(items, { title, onError }, inner) {
        const outcomes: Settled<(typeof items)[number], Awaited<ReturnType<typeof inner>>>[] = [];
        for (const item of items) {
          try {
            const value = await perform(below(title(item)), (task) => inner(item, task));
            outcomes.push({ item, ok: true, value });
          } catch (error) {
            if (onError === 'stop') throw error;
            outcomes.push({ item, ok: false, error });
          }
          signal.throwIfAborted();
        }
        return outcomes;
      },
      progress: () => {},
      status: () => {},
      log: (line) => void lines.push(line),
      skip: () => {},
    });
  };
  return { steps, lines, run: perform };
}
