import type { IndexEntry } from './indexFile.js';
import { joinedOf, segmentsOf, wordsOf } from './words.js';

/** One entry a name (the last one given), in the order that binary search needs. */
export function sortedByName(entries: readonly IndexEntry[]): IndexEntry[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The words of all names and aliases, each with the places of its entries, ascending. */
export function postingsOf(entries: readonly IndexEntry[]): Map<string, Uint32Array> {
  const found = new Map<string, number[]>();
  entries.forEach(({ name, aliases = [] }, id) => {
    for (const word of new Set([name, ...aliases].flatMap(wordsOf))) {
      const ids = found.get(word);
      if (ids === undefined) found.set(word, [id]);
      else ids.push(id);
    }
  });
  return new Map([...found].map(([word, ids]) => [word, Uint32Array.from(ids)]));
}

/** For each entry, how many names have its last segment as a word. */
export function leafCounts(
  entries: readonly IndexEntry[],
  postings: ReadonlyMap<string, ArrayLike<number>>,
): number[] {
  return entries.map(({ name }) => {
    const leaf = joinedOf(segmentsOf(name).at(-1) ?? '');
    return postings.get(leaf)?.length ?? 0;
  });
}
