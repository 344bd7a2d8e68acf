import type { IndexEntry, IndexMeta } from './indexFile.js';
import { nameList, packNames } from './nameList.js';
import { once } from './once.js';
import { lowerBound, type Index } from './openIndex.js';
import { stemOf } from './stem.js';
import { partsOf } from './words.js';
import { leafCounts, postingsOf, sortedByName } from './wordLists.js';

/** An index of a few thousand entries at most, made in memory: searched like one on disk. */
export function memoryIndex(about: Omit<IndexMeta, 'count'>, given: readonly IndexEntry[]): Index {
  const entries = sortedByName(given);
  const names = nameList(packNames(entries.map(({ name }) => name)));
  // A check only looks names up.
  const postings = once(() => postingsOf(entries));
  const words = once(() => [...postings().keys()].sort());
  const leaves = once(() => leafCounts(entries, postings()));
  const texts = once(() => entries.map(({ text }) => new Set(partsOf(text).map(stemOf))));

  /** How much each entry's text has of the words, rare ones counting more. */
  function prose(asked: readonly string[], limit: number, begun = false) {
    const has = (text: ReadonlySet<string>, word: string) =>
      text.has(word) || (begun && [...text].some((one) => one.startsWith(word)));
    const scores = new Float64Array(entries.length);
    for (const word of asked.map(stemOf)) {
      const holding = texts().flatMap((text, id) => (has(text, word) ? [id] : []));
      const rarity = Math.log(1 + entries.length / (1 + holding.length));
      for (const id of holding) scores[id] = (scores[id] ?? 0) + rarity;
    }
    return [...scores.keys()]
      .filter((id) => (scores[id] ?? 0) > 0)
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, limit);
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
    withWord: (word) => postings().get(word) ?? nothing,
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

const nothing = new Uint32Array();
