import type { Index } from '../index/index.js';
import type { Query } from './query.js';
import type { Rated } from './rated.js';

/** Entries whose description has the words, for when no name does: never above a fitting name. */
export function proseMatches(index: Index, query: Query): Rated[] {
  const words = query.words.map(({ text }) => `"${text.replaceAll('"', '')}"`);
  const all = index.prose(words.join(' '), 20);
  const found = all.length > 0 ? all : index.prose(words.join(' OR '), 10);
  const value = all.length > 0 ? 0.42 : 0.3;
  return found.map(({ id }, rank) => ({
    id,
    value: value - rank * 0.005,
    why: 'description',
    complete: all.length > 0,
  }));
}
