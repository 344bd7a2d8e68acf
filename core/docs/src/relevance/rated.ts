import type { Index } from '../index/index.js';
import type { Hit } from './hit.js';

/** A candidate on its way to a hit. */
export interface Rated {
  readonly id: number;
  /** 0 to 1: 1 is the exact name. */
  readonly value: number;
  readonly why: string;
  /** Has every telling word of the query. */
  readonly complete: boolean;
}

const fitting = 0.6;

/** Keeps the best rating of each entry. */
export function createRatings() {
  const best = new Map<number, Rated>();
  return {
    offer(rated: Iterable<Rated>): void {
      for (const one of rated)
        if ((best.get(one.id)?.value ?? 0) < one.value) best.set(one.id, one);
    },
    get size(): number {
      return best.size;
    },
    /** True when there is an entry that nothing else need be asked for. */
    get fits(): boolean {
      return [...best.values()].some(({ value, complete }) => complete && value >= fitting);
    },
    /** The best, as hits whose scores keep the order. */
    hits(index: Index, limit: number): Hit[] {
      const { lengthOf } = index.names;
      const sorted = [...best.values()].sort(
        (a, b) => b.value - a.value || lengthOf(a.id) - lengthOf(b.id) || a.id - b.id,
      );
      return worthShowing(sorted)
        .slice(0, limit)
        .map(({ id, value, why }, rank) => ({
          id,
          why,
          score: Math.max(0, Math.min(1, value) - rank * 1e-6),
        }));
    },
  };
}

/**
 * Leaves out what only fills the page: entries that lack a word which others have, and those far
 * behind the best.
 */
function worthShowing(sorted: readonly Rated[]): Rated[] {
  const [best] = sorted;
  if (best === undefined) return [];
  const close = sorted.filter(({ value }) => value >= best.value * 0.6);
  return best.complete
    ? close.filter((one) => one.complete || one.value >= best.value * 0.9)
    : close;
}
