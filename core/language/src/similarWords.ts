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
  const found: Similar[] = [];
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) > tolerance) continue;
    // Each edit changes at most two members of the set of letters.
    if (bitCount(letterSet(candidate) ^ letters) > 2 * tolerance) continue;
    const distance = editDistance(word, candidate, tolerance);
    if (distance <= tolerance) found.push({ word: candidate, distance });
  }
  const strangeness = ({ word: one, distance }: Similar) =>
    distance +
    (one.charAt(0) === word.charAt(0) ? 0 : 0.5) +
    Math.abs(one.length - word.length) * 0.01;
  return found.sort((a, b) => strangeness(a) - strangeness(b)).slice(0, limit);
}

interface Similar {
  readonly word: string;
  readonly distance: number;
}

function letterSet(word: string): number {
  let set = 0;
  for (let at = 0; at < word.length; at++) set |= 1 << (word.charCodeAt(at) & 31);
  return set;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
