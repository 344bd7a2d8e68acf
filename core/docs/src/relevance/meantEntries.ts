import { stemOf, type Index } from '../index/index.js';
import { editDistance, toleranceOf } from '@nixai/language';
import type { Knowledge, Meaning, Phrase } from './knowledge.js';
import type { Rated } from './rated.js';
import type { WordMatches } from './wordMatches.js';

/** Each further target of a meaning is a little less what people use. */
const step = 0.012;

/**
 * Entries that the query's words mean, going by everyday phrases: "play sound" is PipeWire.
 * @param targetsOf which of a meaning's targets the index holds.
 * @param rate how well a name has the words that the phrases leave.
 */
export function meantEntries(
  index: Index,
  matches: readonly WordMatches[],
  knowledge: Knowledge,
  targetsOf: (meaning: Meaning) => readonly string[],
  rate: (id: number, words: readonly WordMatches[]) => number,
): Rated[] {
  const stems = matches.map(({ word, variants }) => ({
    stem: stemOf(word.text),
    strange: variants.size === 0,
  }));
  const total = importanceOf(matches);
  // A stem keeps its first three letters; a misspelt one may not.
  const beginnings = stems.map(({ stem }) => stem.slice(0, 3));
  const misspelt = stems.some(({ strange }) => strange);
  const mayBeSaid = ({ text }: Phrase) =>
    misspelt || beginnings.some((letters) => text.includes(letters));
  const found: Rated[] = [];
  for (const meaning of knowledge.meanings(misspelt ? undefined : beginnings)) {
    const said = meaning.phrases.filter(
      (phrase) =>
        mayBeSaid(phrase) &&
        phrase.stems.every((stem) => stems.some((typed) => isStem(typed, stem))),
    );
    if (said.length === 0) continue;
    const known = new Set(said.flatMap((phrase) => phrase.stems));
    const isSaid = (at: number) => [...known].some((stem) => isStem(stems[at], stem));
    const left = matches.filter((_, at) => !isSaid(at));
    const share = (total - importanceOf(left)) / total;
    // Several words that all occur are surer than one that also means other things.
    const value = share * (known.size > 1 ? 1 : 0.96);
    const isMost = known.size > 1 && share > 0.6;
    const why = `means “${longest(said.map(({ text }) => text))}”`;
    targetsOf(meaning).forEach((name, rank) => {
      const id = entryOf(index, name);
      if (id === undefined) return;
      const rest = (rate(id, left) * importanceOf(left)) / total;
      found.push({
        id,
        value: value + rest - rank * step,
        why,
        complete: share + rest > 0.8 || isMost,
      });
    });
  }
  return found;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

function importanceOf(matches: readonly WordMatches[]): number {
  return matches.reduce((sum, { importance }) => sum + importance, 0);
}

/** The same stem; for a word that no name has, also one that it begins or nearly is. */
function isStem(typed: { stem: string; strange: boolean } | undefined, stem: string): boolean {
  if (typed === undefined) return false;
  if (typed.stem === stem) return true;
  if (!typed.strange || typed.stem.length < 4) return false;
  const tolerance = toleranceOf(typed.stem);
  return stem.startsWith(typed.stem) || editDistance(typed.stem, stem, tolerance) <= tolerance;
}

/** The entry of that name, or that switches the module of that name on. */
function entryOf(index: Index, name: string): number | undefined {
  return index.idOf(`${name}.enable`) ?? index.idOf(name);
}
