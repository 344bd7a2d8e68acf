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
  // Whole milliseconds, as they were measured: 0.1 s and 0.2 s more are a little later than 0.3 s.
  const ms = (seconds: number): number => Math.round(seconds * 1000);
  const spans = builds
    .filter(({ from }) => from === undefined)
    .flatMap(({ at, seconds }) =>
      at === undefined ? [] : { from: ms(at), to: ms(at) + ms(seconds) },
    );
  if (spans.length === 0 || spans.length < builds.length || places < 1) return undefined;
  const span = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  const busy = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  // One that begins as another ends was not beside it.
  const most = Math.max(
    ...spans.map(({ from }) => spans.filter((one) => one.from <= from && one.to > from).length),
  );
  const idle = Math.max(0, span * places - busy);
  return { most, places, seconds: span / 1000, idle: idle / 1000 };
}
