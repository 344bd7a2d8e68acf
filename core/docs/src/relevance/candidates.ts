import type { Index } from '../index/index.js';
import type { WordMatches } from './wordMatches.js';

/**
 * Ids of the entries that have most of the query's words, by importance, in their names, at most
 * `limit`; of equals, those with the shortest names.
 */
export function findCandidates(
  index: Index,
  matches: readonly WordMatches[],
  limit: number,
): number[] {
  const telling = matches.filter(({ word }) => !word.generic);
  const covered = new Float32Array(index.names.length);
  const touched: number[] = [];
  for (const match of telling.length > 0 ? telling : matches)
    for (const id of entriesWith(index, match))
      if (covered[id] === 0) touched.push(cover(id, 0.001));
  for (const match of matches) addWeights(index, match, covered);

  function cover(id: number, weight: number): number {
    covered[id] = weight;
    return id;
  }
  const order = new Float64Array(index.names.length);
  for (const id of touched)
    order[id] = (covered[id] ?? 0) - index.names.lengthOf(id) * shorterFirst;
  return touched.sort((a, b) => (order[b] ?? 0) - (order[a] ?? 0) || a - b).slice(0, limit);
}

/** What a letter more costs, beside words that weigh up to 1 each. */
const shorterFirst = 0.0025;

function* entriesWith(index: Index, { variants }: WordMatches): Generator<number> {
  for (const word of variants.keys()) yield* index.withWord(word);
}

/** Adds the weight of the best variant that each entry has. */
function addWeights(index: Index, match: WordMatches, covered: Float32Array): void {
  const best = new Float32Array(covered.length);
  for (const [word, { weight }] of match.variants)
    for (const id of index.withWord(word)) {
      const more = weight * match.importance - (best[id] ?? 0);
      if (more <= 0 || covered[id] === 0) continue;
      best[id] = (best[id] ?? 0) + more;
      covered[id] = (covered[id] ?? 0) + more;
    }
}
