import { editDistance } from '@nixai/language';

/**
 * The word that was meant, where one is near enough: two letters off, or one of a short word. Of two
 * that are as near it is the first: a name of today stands before the old one that it took over from.
 */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const most = word.length < 5 ? 1 : 2;
  const found = words
    .map((one) => ({ one, distance: editDistance(word.toLowerCase(), one.toLowerCase(), most) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return found[0]?.one;
}
