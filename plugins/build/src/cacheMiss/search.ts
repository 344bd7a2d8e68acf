import type { StoreDerivation, Task } from '@nixai/api';
import type { CacheAnswer } from '../results/cacheMiss.js';
import type { Cache } from './cache.js';
import { isDownload, pathsOf } from './derivation.js';

/** So many derivations are looked for at most, the nearest first. */
const most = 2_000;
/** So many at once. */
const concurrency = 16;

export interface Search {
  /** By the path of each derivation that was looked for. */
  readonly answers: ReadonlyMap<string, readonly CacheAnswer[]>;
  /** No cache has all of its outputs, in the order in which they were looked for. */
  readonly missed: readonly StoreDerivation[];
}

/** Looks for a derivation in caches, and for what building it takes as far as no cache has that either. */
export async function search(
  task: Task,
  top: StoreDerivation,
  all: ReadonlyMap<string, StoreDerivation>,
  caches: readonly Cache[],
): Promise<Search> {
  const answers = new Map<string, readonly CacheAnswer[]>();
  const missed: StoreDerivation[] = [];
  let level = [top];
  while (level.length > 0 && answers.size < most) {
    const asked = level.slice(0, most - answers.size);
    const said = await task.all(
      asked,
      { title: ({ name }) => name, concurrency, onError: 'stop' },
      (drv) => answersFor(drv, caches),
    );
    const next = new Map<string, StoreDerivation>();
    for (const one of said) {
      if (!one.ok) throw one.error;
      answers.set(one.item.path, one.value);
      if (isFetched(one.item, one.value)) continue;
      missed.push(one.item);
      if (!wasAsked(one.item, one.value)) continue;
      for (const path of Object.keys(one.item.needs)) {
        const need = all.get(path);
        if (need !== undefined && !isDownload(need)) next.set(path, need);
      }
    }
    level = [...next.values()].filter(({ path }) => !answers.has(path));
  }
  return { answers, missed };
}

/** Of each of its outputs, what each cache says. */
export async function answersFor(
  drv: StoreDerivation,
  caches: readonly Cache[],
): Promise<CacheAnswer[]> {
  const asked = pathsOf(drv).flatMap((path) => caches.map((cache) => ({ path, cache })));
  return Promise.all(
    asked.map(async ({ path, cache }) => ({
      ...{ cache: cache.address, path, ...(await cache.ask(path)) },
    })),
  );
}

/** One cache at least has said what it has: where none can be asked, nothing is known of what it takes. */
const wasAsked = (drv: StoreDerivation, answers: readonly CacheAnswer[]): boolean =>
  pathsOf(drv).length === 0 || answers.some(({ says }) => answering.includes(says));

const answering: readonly CacheAnswer['says'][] = [
  ...(['has', 'absent', 'unsigned', 'foreign-key', 'bad-signature'] as const),
];

/** Each output is in one of the caches. */
export function isFetched(drv: StoreDerivation, answers: readonly CacheAnswer[]): boolean {
  const paths = pathsOf(drv);
  return (
    paths.length > 0 &&
    paths.every((path) => answers.some((one) => one.path === path && one.says === 'has'))
  );
}
