import { stemOf, partsOf, type Index } from '../index/index.js';
import type { WordMatches } from './wordMatches.js';

/** So many descriptions are read for what the names lack. */
const read = 40;

/** Ids of the entries whose descriptions (and names) have most of the telling words, best first. */
export function proseMatches(index: Index, matches: readonly WordMatches[]): readonly number[] {
  const telling = matches.filter(({ word }) => !word.generic);
  const words = (telling.length > 0 ? telling : matches).map(({ word }) => word.text);
  return index.prose(words, read);
}

/** The stems of a description's words. */
export function stemsIn(description: string): ReadonlySet<string> {
  return new Set(partsOf(description).map(stemOf));
}
