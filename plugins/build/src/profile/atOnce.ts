import type { BuildTimes } from '../results/built.js';
import type { Profile } from '../results/profile.js';

/**
 * How many builds ran at once, and how long places for builds of this machine had nothing to do; undefined where it was not
 * measured when each began (records of an earlier nixai).
 * @param places `max-jobs`.
 */
export function atOnceIn(
  builds: readonly BuildTimes[],
  places: number,
): Profile['atOnce'] | undefined {
  const spans = builds
    .filter(({ from }) => from === undefined)
    .flatMap(({ at, seconds }) => (at === undefined ? [] : { from: at, to: at + seconds }));
  if (spans.length === 0 || spans.length < builds.length || places < 1) return undefined;
  const span = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  const busy = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  // One that begins as another ends was not beside it.
  const most = Math.max(
    ...spans.map(({ from }) => spans.filter((one) => one.from <= from && one.to > from).length),
  );
  return { most, places, seconds: span, idle: Math.max(0, span * places - busy) };
}
