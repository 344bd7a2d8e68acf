import { similarWords } from '@nixai/language';
import type { Index } from '../index/index.js';
import { wordOf, type Query, type QueryWord } from './query.js';

/** How a word of the query was read in a name. */
export type Reading = 'word' | 'beginning' | 'synonym' | 'spelling';

export interface Variant {
  /** 0 to 1: how surely the name's word is what was typed. */
  readonly weight: number;
  readonly reading: Reading;
}

/** A query word, the name words that may stand for it, and how telling it is. */
export interface WordMatches {
  readonly word: QueryWord;
  readonly variants: ReadonlyMap<string, Variant>;
  /** Rare words weigh more, generic ones little. */
  readonly importance: number;
}

const maxPrefixWords = 60;

/** The words of the index that the query's words may stand for. */
export function matchWords(index: Index, query: Query): WordMatches[] {
  const words = query.words.flatMap((word) => (isTogether(index, word) ? [word] : apart(word)));
  return words.map((word, at) => {
    const variants = new Map<string, Variant>();
    const add = (text: string, weight: number, reading: Reading) => {
      if ((variants.get(text)?.weight ?? 0) < weight && has(index, text))
        variants.set(text, { weight, reading });
    };
    add(word.text, 1, 'word');
    for (const form of otherForms(word.text)) add(form, 0.95, 'word');
    for (const text of joinedWithNeighbours(words, at)) add(text, 1, 'word');
    for (const synonym of word.synonyms) add(synonym, 0.88, 'synonym');
    addBeginnings(index, word.text, variants);
    if (variants.size === 0) addSpellings(index, word.text, variants);
    return { word, variants, importance: importanceOf(index, word, variants) };
  });
}

/** Whether a word that was typed as several in one is one in names, too. */
function isTogether(index: Index, { text, parts }: QueryWord): boolean {
  if (parts.length === 0 || index.wordsFrom(text, 1).length > 0) return true;
  return !parts.every((part) => has(index, part)) && similarWords(index.words, text, 1).length > 0;
}

function apart({ parts }: QueryWord): QueryWord[] {
  return parts.map((part) => wordOf(part));
}

/** `next cloud` is nextcloud, and `data dir` dataDir. */
function joinedWithNeighbours(words: readonly QueryWord[], at: number): string[] {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]].map((one) => one?.text);
  const joined: string[] = [];
  if (before !== undefined) joined.push(`${before}${word}`);
  if (after !== undefined) joined.push(`${word}${after}`);
  return joined;
}

function has(index: Index, word: string): boolean {
  return index.withWord(word).length > 0;
}

/** Singular and plural, and the commonest endings of a verb. */
function otherForms(word: string): string[] {
  const forms = [`${word}s`];
  if (word.endsWith('ies')) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('es')) forms.push(word.slice(0, -2));
  if (word.endsWith('s') && word.length > 3) forms.push(word.slice(0, -1));
  if (word.endsWith('y')) forms.push(`${word.slice(0, -1)}ies`);
  if (word.endsWith('ing') && word.length > 5) forms.push(word.slice(0, -3));
  if (word.endsWith('ed') && word.length > 4) forms.push(word.slice(0, -2), word.slice(0, -1));
  return forms;
}

/** Words that begin with what was typed; the more of the word was typed, the surer. */
function addBeginnings(index: Index, typed: string, variants: Map<string, Variant>): void {
  if (typed.length < 3) return;
  const known = variants.has(typed);
  for (const word of index.wordsFrom(typed, maxPrefixWords)) {
    const share = typed.length / word.length;
    const weight = (known ? 0.25 : 0.55) + 0.35 * share;
    if ((variants.get(word)?.weight ?? 0) < weight)
      variants.set(word, { weight, reading: 'beginning' });
  }
}

function addSpellings(index: Index, typed: string, variants: Map<string, Variant>): void {
  for (const { word, distance } of similarWords(index.words, typed, 8)) {
    const sameStart = word.charAt(0) === typed.charAt(0) ? 0 : 0.1;
    variants.set(word, { weight: 0.95 - 0.15 * distance - sameStart, reading: 'spelling' });
  }
}

function importanceOf(
  index: Index,
  word: QueryWord,
  variants: ReadonlyMap<string, Variant>,
): number {
  const best = [...variants].filter(([, { weight }]) => weight >= 0.8).map(([text]) => text);
  const found = best.reduce((sum, text) => sum + index.withWord(text).length, 0);
  const rarity = Math.log(1 + index.names.length / (1 + found));
  const most = Math.log(1 + index.names.length);
  const importance = 0.3 + (0.7 * rarity) / most;
  return word.generic ? importance * 0.25 : importance;
}
