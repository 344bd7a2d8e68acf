import { editDistance } from './editDistance.js';

/** Words within two edits (one for words of up to four letters), nearest first, those as long as it before others; case is no edit. */
export function nearestWords(typed: string, words: readonly string[]): string[] {
  const allowed = typed.length <= 4 ? 1 : 2;
  return words
    .map((word) => ({
      word,
      distance: editDistance(typed.toLowerCase(), word.toLowerCase(), allowed),
    }))
    .filter(({ distance }) => distance <= allowed)
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Math.abs(a.word.length - typed.length) - Math.abs(b.word.length - typed.length) ||
        a.word.localeCompare(b.word),
    )
    .map(({ word }) => word);
}
