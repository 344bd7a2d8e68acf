import { requiredWords, shortest, type Words } from './requiredWords.js';

/** What is known of each expression, as it is written. */
const known = new Map<string, Words>();

/** To take an expression apart costs more than to compile it: the build does so once. */
export function knowWords(words: ReadonlyMap<string, Words>): void {
  for (const [expression, its] of words) known.set(expression, its);
}

/** The words of every expression that has been tried. */
export const knownWords = (): ReadonlyMap<string, Words> => known;

const tried = new WeakMap<RegExp, Words>();

function wordsOf(expression: RegExp): Words {
  const again = tried.get(expression);
  if (again !== undefined) return again;
  const written = String(expression);
  const words = known.get(written) ?? requiredWords(expression);
  known.set(written, words);
  tried.set(expression, words);
  return words;
}

/** The text that was asked about last: one text is held against all expressions. */
let last: string | undefined;
let lower: string | undefined;
/** Which three letters stand side by side in it, as a number of 15 bits that other ones may have, too. */
const threes = new Uint8Array(1 << 15);

/**
 * Whether an expression may fit a text; false where the text lacks a word that it takes. Most of our
 * expressions fit next to nothing, and each is compiled when it is first tried: that is what takes
 * the time with a short text.
 */
export function mayFit(text: string, expression: RegExp): boolean {
  const words = wordsOf(expression);
  if (words.length === 0) return true;
  if (text !== last) look(text);
  return words.some((word) => mayHave(word) && (lower ??= text.toLowerCase()).includes(word));
}

function look(text: string): void {
  last = text;
  lower = undefined;
  threes.fill(0);
  let three = 0;
  for (let at = 0; at < text.length; at++) {
    three = next(three, text.charCodeAt(at));
    threes[three] = 1;
  }
}

/** The number of three letters, of the number of those one letter before. */
const next = (three: number, code: number): number =>
  ((three << 5) ^ (code >= 65 && code <= 90 ? code + 32 : code)) & 0x7fff;

function mayHave(word: string): boolean {
  let three = 0;
  for (let at = 0; at < word.length; at++) {
    three = next(three, word.charCodeAt(at));
    if (at >= shortest - 1 && threes[three] === 0) return false;
  }
  return true;
}
