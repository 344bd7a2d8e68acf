import type { Index } from '../index/index.js';
import type { WordMatches } from './wordMatches.js';

/** An entry that shares words with the query. */
export interface Candidate {
  readonly id: number;
  /** 0 to 1: how much of the query, by importance, its name has. */
  readonly coverage: number;
}

/**
 * The entries that have most of the query's words in their names, at most `limit`; of equals, the
 * shortest names.
 */
export function findCandidates(
  index: Index,
  matches: readonly WordMatches[],
  limit: number,
): Candidate[] {
  const total = matches.reduce((sum, { importance }) => sum + importance, 0);
  const covered = new Float32Array(index.names.length);
  const touched: number[] = [];
  for (const { variants, importance } of matches) {
    const best = new Map<number, number>();
    for (const [word, { weight }] of variants)
      for (const id of index.withWord(word))
        if ((best.get(id) ?? 0) < weight) best.set(id, weight);
    for (const [id, weight] of best) {
      if (covered[id] === 0) touched.push(id);
      covered[id] = (covered[id] ?? 0) + (weight * importance) / total;
    }
  }
  const lengthOf = (id: number) => index.names[id]?.length ?? 0;
  return touched
    .map((id) => ({ id, coverage: covered[id] ?? 0, order: (covered[id] ?? 0) - lengthOf(id) * 0.0025 }))
    .sort((a, b) => b.order - a.order || a.id - b.id)
    .slice(0, limit);
}
