import type { NixBuildEvent, Task } from '@nixai/api';
import { nameOf } from '../storeName.js';

interface Open {
  readonly task: Task;
  readonly what: 'build' | 'copy';
  end(failure?: Error): void;
}

/**
 * Shows a build as it runs: what is built, with its phase, what is fetched, with its bytes, and how many wait.
 * What is drawn, how often, and where nothing is drawn, is the matter of `tasks`.
 */
export function createShown(root: Task): { take(event: NixBuildEvent): void; end(): void } {
  const open = new Map<string, Open>();
  let known = 0;
  let failed = 0;

  function begin(id: string, what: Open['what'], title: string): void {
    void root
      .step(title, (task) => {
        return new Promise<void>((resolve, reject) => {
          open.set(id, { task, what, end: (failure) => (failure ? reject(failure) : resolve()) });
        });
      })
      // What failed is told at the end, with its reason.
      .catch(() => {});
  }

  function stop(id: string): void {
    const one = open.get(id);
    open.delete(id);
    // Nix counts a build that failed before it says that the build is over.
    const isFailure = one?.what === 'build' && failed > known;
    if (isFailure) known++;
    one?.end(isFailure ? new Error('failed') : undefined);
  }

  return {
    take(event) {
      if (event.type === 'start' && event.what === 'build')
        begin(event.id, 'build', titleOf(event.of, event.from));
      else if (event.type === 'start' && event.what === 'copy')
        begin(event.id, 'copy', `fetching ${titleOf(event.of)}`);
      else if (event.type === 'phase') open.get(event.id)?.task.status(event.phase);
      else if (event.type === 'progress')
        open.get(event.id)?.task.progress(event.done, event.total, 'bytes');
      else if (event.type === 'builds') {
        failed = event.failed;
        root.status(countsOf(event));
      } else if (event.type === 'stop') stop(event.id);
    },
    end: () => [...open.keys()].forEach(stop),
  };
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
