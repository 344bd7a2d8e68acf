import type { IndexEntry, IndexMeta } from './indexFile.js';
import { nameList, packNames } from './nameList.js';
import { once } from './once.js';
import { lowerBound, type Index } from './openIndex.js';
import { stemPostings, type PreparedWords } from './preparedWords.js';
import { stemOf } from './stem.js';
import { leafCounts, postingsOf, sortedByName } from './wordLists.js';

/**
 * An index of a few thousand entries at most, made in memory: searched like one on disk.
 * @param prepared what the build made of the same entries.
 */
export function memoryIndex(
  about: Omit<IndexMeta, 'count'>,
  given: readonly IndexEntry[],
  prepared?: PreparedWords,
): Index {
  const entries = sortedByName(given);
  const names = nameList(packNames(entries.map(({ name }) => name)));
  // A check only looks names up.
  const ready = prepared?.count === entries.length ? prepared : undefined;
  const postings = once((): ReadonlyMap<string, ArrayLike<number>> =>
    ready === undefined
      ? postingsOf(entries)
      : new Map(ready.words.map((word, at) => [word, ready.ids[at] ?? []])),
  );
  const words = once(() => ready?.words ?? [...postings().keys()].sort());
  const leaves = once(() => leafCounts(entries, postings()));
  const stems = once((): ReadonlyMap<string, readonly number[]> =>
    ready === undefined
      ? stemPostings(entries)
      : new Map(ready.stems.map((stem, at) => [stem, ready.stemIds[at] ?? []])),
  );

  /** How much each entry's text has of the words, rare ones counting more. */
  function prose(asked: readonly string[], limit: number, begun = false) {
    const scores = new Float64Array(entries.length);
    for (const word of asked.map(stemOf)) {
      const holding = begun ? withBeginning(word) : (stems().get(word) ?? []);
      const rarity = Math.log(1 + entries.length / (1 + holding.length));
      for (const id of holding) scores[id] = (scores[id] ?? 0) + rarity;
    }
    return [...scores.keys()]
      .filter((id) => (scores[id] ?? 0) > 0)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, limit);
  }

  function withBeginning(word: string): number[] {
    const ids = new Set<number>();
    for (const [stem, some] of stems())
      if (stem.startsWith(word)) some.forEach((id) => ids.add(id));
    return [...ids];
  }

  return {
    path: '',
    meta: { ...about, count: entries.length },
    names,
    get words() {
      return words();
    },
    idOf(name) {
      const id = lowerBound(names, name);
      return names.at(id) === name ? id : undefined;
    },
    typeOf: (id) => entries[id]?.type ?? '',
    body: <T>(id: number) => entries[id]?.body as T,
    leafCount: (id) => leaves()[id] ?? 0,
    withWord: (word) => Uint32Array.from(postings().get(word) ?? nothing),
    wordsFrom(prefix, limit) {
      const first = words().findIndex((word) => word >= prefix);
      if (first === -1) return [];
      const from = words().slice(first, first + limit);
      return from.filter((word) => word.startsWith(prefix));
    },
    prose,
    close() {},
  };
}

const nothing: readonly number[] = [];
