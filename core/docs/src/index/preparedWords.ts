import type { IndexEntry } from './indexFile.js';
import { stemOf } from './stem.js';
import { partsOf } from './words.js';
import { postingsOf } from './wordLists.js';

/** What an index in memory searches by, as JSON keeps it: the places are those of the sorted names. */
export interface PreparedWords {
  /** How many entries it is of. */
  readonly count: number;
  /** The words of the names, sorted, and the entries that have each. */
  readonly words: readonly string[];
  readonly ids: readonly (readonly number[])[];
  /** The stems of the texts, and the entries that have each. */
  readonly stems: readonly string[];
  readonly stemIds: readonly (readonly number[])[];
}

/** @param entries sorted by their names. */
export function prepareWords(entries: readonly IndexEntry[]): PreparedWords {
  const postings = postingsOf(entries);
  const words = [...postings.keys()].sort();
  const stems = stemPostings(entries);
  return {
    count: entries.length,
    words,
    ids: words.map((word) => [...(postings.get(word) ?? [])]),
    stems: [...stems.keys()],
    stemIds: [...stems.values()],
  };
}

/** The stems of the entries' texts, each with the places of those that have it. */
export function stemPostings(entries: readonly IndexEntry[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  entries.forEach(({ text }, id) => {
    for (const stem of new Set(partsOf(text).map(stemOf))) {
      const ids = found.get(stem);
      if (ids === undefined) found.set(stem, [id]);
      else ids.push(id);
    }
  });
  return found;
}
