import { setTimeout as sleep } from 'node:timers/promises';
import { isNixaiError, type NixaiError } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import type { Connections } from '../ssh/remote.js';
import { probe, type Metric } from './probe.js';
import { readReading, type Reading } from './reading.js';
import { valuesBetween, type Values } from './sample.js';

/** How often, how long, and what. */
export interface Pace {
  /** Both in seconds. */
  readonly every: number;
  readonly duration: number;
  readonly metrics: readonly Metric[];
}

/** Who is told what comes of it. */
export interface Watcher {
  /** @param round which look it is, from 1; there is a value for each but the first. */
  take(values: Values, round: number): Promise<void>;
  /** It was asked, and has answered. */
  answer(): void;
  /** It was asked in vain. */
  miss(fault: NixaiError | undefined): void;
}

/** What does not mend itself while somebody waits. */
const isForGood = ({ code }: NixaiError): boolean =>
  ['offline', 'ssh-auth', 'ssh-config'].includes(code) || code.startsWith('host-key');

/**
 * Asks one machine again and again, over the connection that there is, until the time is over or it is
 * interrupted, which is no fault. One that is lost is asked anew at the next time.
 */
export async function watchMachine(
  connections: Connections,
  machine: KnownMachine,
  { every, duration, metrics }: Pace,
  whole: AbortSignal,
  watcher: Watcher,
): Promise<void> {
  // Many listen to the whole at once, and Node would take that for a leak.
  const signal = AbortSignal.any([whole]);
  const started = performance.now();
  let before: Reading | undefined;
  for (let round = 0; ;) {
    try {
      const remote = await connections.to(machine, signal);
      const now = readReading(await probe(remote, metrics, signal));
      if (now === undefined) watcher.miss(undefined);
      else {
        watcher.answer();
        if (before !== undefined) await watcher.take(valuesBetween(before, now), round);
      }
      before = now ?? before;
    } catch (error) {
      if (signal.aborted) return;
      if (!isNixaiError(error)) throw error;
      watcher.miss(error);
      before = undefined;
      if (isForGood(error)) return;
    }
    // A round that took too long takes the place of those that it has missed.
    const gone = (performance.now() - started) / 1000;
    round = Math.max(round + 1, Math.ceil(gone / every));
    if (round * every > duration) return;
    const pause = started + round * every * 1000 - performance.now();
    const isOver = await sleep(pause, false, { signal }).catch(() => true);
    if (isOver) return;
  }
}
