import { editDistance } from '@nixai/language';
import { synonyms } from './synonyms.js';
import { isQuiet, keywordsIn, pairsOf, termsOf } from './terms.js';
import type { Postings } from './postings.js';

/** One idea of the question: the words that stand for it, and how surely each does. */
export interface QueryTerm {
  /** As the question has it (its stem). */
  readonly word: string;
  readonly variants: readonly { readonly term: string; readonly weight: number }[];
  /** A word of its own, rather than a pair or a path: these decide whether a question is covered. */
  readonly single: boolean;
  readonly quiet: boolean;
}

/** Who says a word twice means it. */
const repeatedWeight = 1.2;
const synonymWeight = 0.55;
const typoWeight = 0.7;
const prefixWeight = 0.6;
/** `userServices` is an option, and no user service. */
const joinedWeight = 0.4;

/** Reads a question into what is looked up: words, their synonyms, mended typos, pairs, paths. */
export function queryTermsOf(text: string, postings: Postings): QueryTerm[] {
  const { words, compounds, paths } = termsOf(text);
  const known = (term: string) => postings.has(term);
  // A name stands for itself: its parts only mislead, and one that the handbook lacks is unknown.
  const whole = compounds.filter(({ term, isName }) => known(term) || isName);
  const replaced = new Set(
    whole.flatMap(({ term, parts, isName }) =>
      parts.filter((part) => !known(part) || (isName && known(term))),
    ),
  );
  const singles = unique([
    ...words.filter((word) => !replaced.has(word)),
    ...whole.map(({ term }) => term),
    ...keywordsIn(text),
  ]);
  return [
    ...singles.map((word) => {
      const repeated = words.indexOf(word) !== words.lastIndexOf(word);
      return singleTerm(word, repeated ? repeatedWeight : 1, postings);
    }),
    ...unique(pairsOf(words))
      .filter(known)
      .map((term) => exactTerm(term, 1)),
    ...unique(joinedPairsOf(words))
      .filter(known)
      .map((term) => exactTerm(term, joinedWeight)),
    ...unique(paths.flatMap((path) => knownPath(path, postings))).map((term) => exactTerm(term, 1)),
  ];
}

/** Says where, and not what: its two words do so already. */
const placeName = 'homemanag';

/** Neighbouring words that may also be written as one: `network manager`, `boot loader`. */
function joinedPairsOf(words: readonly string[]): string[] {
  return words
    .slice(1)
    .flatMap((word, i) => {
      const before = words[i] ?? '';
      return isQuiet(word) || isQuiet(before) ? [] : [before + word];
    })
    .filter((name) => !name.startsWith(placeName));
}

function exactTerm(term: string, weight: number): QueryTerm {
  return { word: term, variants: [{ term, weight }], single: false, quiet: false };
}

function singleTerm(word: string, factor: number, postings: Postings): QueryTerm {
  const quiet = isQuiet(word);
  const related = (synonyms.get(word) ?? []).map((term) => ({ term, weight: synonymWeight }));
  const own = postings.has(word) || quiet ? [{ term: word, weight: 1 }] : misspelt(word, postings);
  const variants = [...own, ...related]
    .filter(({ term }) => postings.has(term))
    .map(({ term, weight }) => ({ term, weight: factor * weight }));
  return { word, variants, single: true, quiet };
}

/** Words of the handbook that an unknown word was probably meant to be. */
function misspelt(word: string, postings: Postings): { term: string; weight: number }[] {
  if (word.length < 5 || /\d/.test(word)) return [];
  const allowed = word.length < 9 ? 1 : 2;
  const near = postings
    .similar(word.slice(0, 1), word.length - allowed, word.length + allowed)
    .filter((term) => /^[a-z]+$/.test(term))
    .map((term) => ({ term, distance: editDistance(word, term, allowed) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ term }) => ({ term, weight: typoWeight }));
  return near.length > 0 ? near : beginnings(word, postings);
}

/** What is much longer than its beginning is another name: `sourcehut` is no source. */
const leastBeginning = 0.7;

/** `gstreamer1` or `bluetoothctl` is no word of the handbook, but `bluetooth` is. */
function beginnings(word: string, postings: Postings): { term: string; weight: number }[] {
  for (let length = word.length - 1; length >= 5; length--) {
    const term = word.slice(0, length);
    if (length >= leastBeginning * word.length && postings.has(term))
      return [{ term, weight: prefixWeight }];
  }
  return [];
}

/** The path as the handbook has it: `users.users.alice` is found as `users.users.*`. */
function knownPath(path: string, postings: Postings): string[] {
  if (postings.has(path)) return [path];
  const segments = path.split('.');
  return segments
    .slice(1)
    .map((_, i) => segments.map((segment, at) => (at === i + 1 ? '*' : segment)).join('.'))
    .filter((candidate) => postings.has(candidate));
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
