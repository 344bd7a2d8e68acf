import { TokenKind } from './tokens.js';

const words = [
  'if',
  'then',
  'else',
  'assert',
  'with',
  'let',
  'in',
  'rec',
  'inherit',
  'or',
] as const;
const longest = 'inherit'.length;

/** No two keywords have both in common: one look tells most names from all of them. */
const placeOf = (length: number, last: number): number => (length << 5) | (last & 31);

const kinds = new Uint8Array(placeOf(longest, 31) + 1);
const lettersOf: number[][] = Array.from(kinds, () => []);
for (const word of words) {
  const letters = Array.from(word, (letter) => letter.charCodeAt(0));
  const place = placeOf(word.length, letters.at(-1) as number);
  kinds[place] = TokenKind[word];
  lettersOf[place] = letters;
}

/** The kind of the word between two offsets: that of a keyword, or `name`. */
export function kindOfWord(codes: Uint8Array, start: number, end: number): TokenKind {
  const length = end - start;
  if (length > longest) return TokenKind.name;
  const place = placeOf(length, codes[end - 1] as number);
  const kind = kinds[place] as TokenKind | 0;
  if (kind === 0) return TokenKind.name;
  const letters = lettersOf[place] as number[];
  for (let at = 0; at < length; at++) if (codes[start + at] !== letters[at]) return TokenKind.name;
  return kind;
}
