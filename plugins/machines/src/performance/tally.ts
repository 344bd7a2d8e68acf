import { series, type Series, type Values } from './sample.js';

/** One value over the time of a look. */
export interface Course {
  readonly of: Series;
  readonly low: number;
  readonly mean: number;
  readonly high: number;
  readonly last: number;
  /** Means of equal parts of the time, oldest first; null where nothing was measured. */
  readonly trend: readonly (number | null)[];
}

/** A course is drawn with so many points at most. */
const mostParts = 40;

interface Sum {
  sum: number;
  count: number;
}

interface Running extends Sum {
  low: number;
  high: number;
  last: number;
  readonly parts: Sum[];
}

/** Adds up what a machine's values are, in a space that does not grow with their number. */
export class Tally {
  private readonly all = new Map<Series, Running>();

  private readonly parts: number;

  /** @param rounds how many looks there will be. */
  constructor(private readonly rounds: number) {
    this.parts = Math.max(1, Math.min(mostParts, rounds));
  }

  /** @param round which look it is of, from 1. */
  take(values: Values, round: number): void {
    const at = Math.floor(((round - 1) / this.rounds) * this.parts);
    const part = Math.min(this.parts - 1, Math.max(0, at));
    for (const of of series) {
      const value = values[of];
      if (value === undefined) continue;
      const running = this.all.get(of) ?? newRunning(value, this.parts);
      this.all.set(of, running);
      add(running, value);
      add(running.parts[part] as Sum, value);
      running.low = Math.min(running.low, value);
      running.high = Math.max(running.high, value);
      running.last = value;
    }
  }

  courses(): readonly Course[] {
    return series.flatMap((of) => {
      const running = this.all.get(of);
      if (running === undefined) return [];
      const { low, high, last, parts } = running;
      const filled = parts.findLastIndex(({ count }) => count > 0) + 1;
      const trend = parts.slice(0, filled).map((one) => (one.count === 0 ? null : meanOf(one)));
      return [{ of, low, mean: meanOf(running), high, last, trend }];
    });
  }
}

const newRunning = (value: number, parts: number): Running => ({
  ...{ sum: 0, count: 0, low: value, high: value, last: value },
  parts: Array.from({ length: parts }, () => ({ sum: 0, count: 0 })),
});

function add(sum: Sum, value: number): void {
  sum.sum += value;
  sum.count++;
}

const meanOf = ({ sum, count }: Sum): number => Math.round((100 * sum) / count) / 100;
