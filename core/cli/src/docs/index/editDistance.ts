/**
 * Edits that turn one word into the other: insert, delete, replace, swap neighbours (optimal
 * string alignment). Gives `limit + 1` as soon as it is more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  let before = new Uint16Array(width);
  let previous = Uint16Array.from({ length: width }, (_, column) => column);
  let current = new Uint16Array(width);
  for (let row = 1; row <= a.length; row++) {
    current[0] = row;
    let least = row;
    const sign = a.charCodeAt(row - 1);
    for (let column = 1; column < width; column++) {
      const other = b.charCodeAt(column - 1);
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (sign === other ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        sign === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === other;
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(at(previous, b.length), limit + 1);
}

function at(row: Uint16Array, column: number): number {
  return row[column] as number;
}

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

export interface Similar {
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
