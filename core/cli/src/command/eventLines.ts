import type { TaskEvent } from '@nixai/api';
import { processRedactor, escapeInvisible } from '@nixai/safety';
import { printText } from './output.js';

/** What `--ndjson` prints: a document a line, the last of them of the type `result` or `error`. */
export interface EventLines {
  emit(event: unknown): void;
  /** How far long work is. */
  task(event: TaskEvent): void;
  /** Resolves when all that was said so far is printed. */
  flush(): Promise<void>;
  /** Prints the result, once everything before it is printed. */
  end(result: unknown): Promise<void>;
}

export function createEventLines(): EventLines {
  let printed: Promise<void> = Promise.resolve();
  const print = (document: object): Promise<void> =>
    (printed = printed.then(async () => {
      const { redactDeep } = await processRedactor();
      await printLine(redactDeep(document));
    }));
  return {
    // A reader that has gone ends the process in its own way (main.ts).
    emit: (event) => void print({ type: 'event', event }).catch(() => {}),
    task: (event) => void print({ type: 'task', event }).catch(() => {}),
    flush: () => printed.catch(() => {}),
    end: (result) => print({ type: 'result', result: result ?? null }),
  };
}

/** One document in one line, harmless at a terminal. */
export function printLine(document: object): Promise<void> {
  return printText(escapeInvisible(JSON.stringify(document)), false);
}
