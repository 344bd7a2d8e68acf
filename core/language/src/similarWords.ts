import { editDistance } from './editDistance.js';

/** How many slips a word of that length may have and still be recognised. */
export function toleranceOf(word: string): number {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/** Words within tolerance of a misspelt one, nearest first; same first letter and length before others. */
export function similarWords(words: readonly string[], word: string, limit: number): Similar[] {
  const tolerance = toleranceOf(word);
  if (tolerance === 0) return [];
  const letters = letterSet(word);
  const shapes = shapesOf(words);
  const found: (Similar & { readonly at: number })[] = [];
  for (let length = word.length - tolerance; length <= word.length + tolerance; length++)
    for (const at of shapes.byLength.get(length) ?? []) {
      const candidate = words[at] as string;
      const own = (shapes.letters[at] ||= letterSet(candidate));
      // Each edit changes at most two members of the set of letters.
      if (bitCount(own ^ letters) > 2 * tolerance) continue;
      const distance = editDistance(word, candidate, tolerance);
      if (distance <= tolerance) found.push({ word: candidate, distance, at });
    }
  const strangeness = ({ word: one, distance }: Similar) =>
    distance +
    (one.charAt(0) === word.charAt(0) ? 0 : 0.5) +
    Math.abs(one.length - word.length) * 0.01;
  return found
    .sort((a, b) => strangeness(a) - strangeness(b) || a.at - b.at)
    .slice(0, limit)
    .map(({ word: similar, distance }) => ({ word: similar, distance }));
}

interface Similar {
  readonly word: string;
  readonly distance: number;
}

/** What is looked at of words before they are compared letter by letter. */
interface Shapes {
  readonly byLength: ReadonlyMap<number, readonly number[]>;
  /** The letters of each, put down when they are asked for: 0 until then. */
  readonly letters: Int32Array;
}

const shapesOfLists = new WeakMap<readonly string[], Shapes>();

/** An index has tens of thousands of words, and is asked again and again. */
function shapesOf(words: readonly string[]): Shapes {
  const known = shapesOfLists.get(words);
  if (known !== undefined) return known;
  const byLength = new Map<number, number[]>();
  for (const [at, { length }] of words.entries()) {
    const same = byLength.get(length);
    if (same === undefined) byLength.set(length, [at]);
    else same.push(at);
  }
  const shapes = { byLength, letters: new Int32Array(words.length) };
  shapesOfLists.set(words, shapes);
  return shapes;
}

function letterSet(word: string): number {
  let set = 0;
  for (let at = 0; at < word.length; at++) set |= 1 << (word.charCodeAt(at) & 31);
  return set;
}

/** Pairs of bits are counted, then fours, then bytes. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
