import type { Index } from '../index/index.js';
import type { Knowledge, Phrase } from './knowledge.js';
import type { Rated } from './rated.js';
import { stemOf } from './stem.js';
import type { WordMatches } from './wordMatches.js';

/** Entries that the query's words mean, going by everyday phrases: "play sound" is PipeWire. */
export function meantEntries(
  index: Index,
  matches: readonly WordMatches[],
  knowledge: Knowledge,
  targetsOf: (phrase: Phrase) => readonly string[],
): Rated[] {
  const stems = matches.map(({ word }) => stemOf(word.text));
  const total = matches.reduce((sum, { importance }) => sum + importance, 0);
  const shareOf = (phrase: Phrase) =>
    matches.reduce(
      (sum, { importance }, at) => sum + (phrase.stems.includes(stems[at] ?? '') ? importance : 0),
      0,
    ) / total;
  const found: Rated[] = [];
  for (const phrase of knowledge.phrases) {
    if (!phrase.stems.every((stem) => stems.includes(stem))) continue;
    const share = shareOf(phrase);
    // A phrase of several words that all occur is surer than one word that also means other things.
    const value = share * (phrase.stems.length > 1 ? 1 : 0.96);
    targetsOf(phrase).forEach((name, rank) => {
      const id = entryOf(index, name);
      if (id === undefined) return;
      found.push({ id, value: value - rank * 0.012, why: `means “${phrase.text}”`, complete: share > 0.99 });
    });
  }
  return found;
}

/** The entry of that name, or that switches the module of that name on. */
function entryOf(index: Index, name: string): number | undefined {
  for (const spelling of [`${name}.enable`, name]) {
    const id = index.idOf(spelling);
    if (id !== undefined) return id;
  }
  return undefined;
}
