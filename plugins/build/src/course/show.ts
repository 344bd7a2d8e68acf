import type { NixBuildEvent, Task } from '@nixai/api';
import type { Earlier } from '../record/earlier.js';
import { seconds } from '../render/words.js';
import { nameOf } from '../storeName.js';
import type { End } from './ends.js';

interface Open {
  readonly task: Task;
  end(failure?: Error): void;
}

/**
 * Shows a build as it runs: what is built, with its phase, what is fetched, with its bytes, and how many wait.
 * What is drawn, how often, and where nothing is drawn, is the matter of `tasks`.
 * @param earlierOf how long the same thing took before: all that is said of how long it may take.
 */
export function createShown(
  root: Task,
  earlierOf: (derivation: string) => Earlier | undefined,
): Shown {
  const open = new Map<string, Open>();
  const builds = new Set<string>();

  function begin(id: string, title: string): void {
    void root
      .step(title, (task) => {
        return new Promise<void>((resolve, reject) => {
          open.set(id, { task, end: (failure) => (failure ? reject(failure) : resolve()) });
        });
      })
      // What failed is told at the end, with its reason.
      .catch(() => {});
  }

  function stop(id: string, why?: string): void {
    const one = open.get(id);
    open.delete(id);
    one?.end(why === undefined ? undefined : new Error(why));
  }

  return {
    take(event, ended) {
      if (event.type === 'start' && event.what === 'build') {
        builds.add(event.id);
        begin(event.id, `${titleOf(event.of, event.from)}${lastTime(earlierOf(event.of))}`);
      } else if (event.type === 'start' && event.what === 'copy')
        begin(event.id, `fetching ${titleOf(event.of)}`);
      else if (event.type === 'phase') open.get(event.id)?.task.status(event.phase);
      else if (event.type === 'progress')
        open.get(event.id)?.task.progress(event.done, event.total, 'bytes');
      else if (event.type === 'builds') root.status(countsOf(event));
      else if (event.type === 'stop' && !builds.has(event.id)) stop(event.id);
      for (const [id, end] of ended) stop(id, end === 'built' ? undefined : end);
    },
    end(outcomes) {
      for (const id of open.keys()) {
        const outcome = outcomes?.get(id) ?? 'broken off';
        stop(id, outcome === 'built' ? undefined : outcome);
      }
    },
  };
}

export interface Shown {
  /** @param ended the builds of which it is known since then how they ended, by their ids. */
  take(event: NixBuildEvent, ended: ReadonlyMap<string, End>): void;
  /**
   * Ends what is still shown as going on.
   * @param outcomes how builds ended, by their ids; what is not among them was broken off.
   */
  end(outcomes?: ReadonlyMap<string, End>): void;
}

function countsOf({ done, expected, running, failed }: Extract<NixBuildEvent, { type: 'builds' }>) {
  const waiting = Math.max(0, expected - done - running - failed);
  return [
    [waiting, 'waiting'] as const,
    [running, 'running'] as const,
    [done, 'done'] as const,
    [failed, 'failed'] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** `hello-2.12` of a derivation or a store path, and where it is made. */
const titleOf = (path: string, from?: string): string =>
  `${nameOf(path)}${from === undefined ? '' : ` on ${from}`}`;

const lastTime = (earlier: Earlier | undefined): string =>
  earlier === undefined || earlier.seconds < leastSaid
    ? ''
    : ` (${seconds(earlier.seconds)} the last time)`;

/** Seconds: what was over at once needs no word. */
const leastSaid = 1;
