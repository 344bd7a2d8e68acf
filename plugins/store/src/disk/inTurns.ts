import { setImmediate } from 'node:timers/promises';

/** So many at a time: some milliseconds. */
const turn = 200;

/**
 * Does quick work on each item, and lets others have their turn now and then: to read thousands of small
 * files one after the other is several times as fast as to wait for each of them.
 */
export async function inTurns<T>(
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T) => void,
): Promise<void> {
  for (let at = 0; at < items.length; at += turn) {
    await setImmediate();
    signal.throwIfAborted();
    for (const item of items.slice(at, at + turn)) work(item);
  }
}
