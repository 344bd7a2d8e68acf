import { TokenKind } from './tokens.js';
import type { Lexer } from './lexer.js';

/** The operators of one character, by its code. */
const single = new Uint8Array(256).fill(TokenKind.unknown);
/** The operators of two characters, by a number for both. */
const double = new Uint8Array(128 * 128);

for (const [sign, kind] of Object.entries(TokenKind)) {
  const [first, second] = [sign.charCodeAt(0), sign.charCodeAt(1)];
  if (kind < TokenKind['{']) continue;
  if (sign.length === 1) single[first] = kind;
  if (sign.length === 2) double[(first << 7) | second] = kind;
}
const dot = 0x2e;

/** Adds the operator or punctuation at an offset, or what nobody knows; returns where it ends. */
export function lexOperator(lexer: Lexer, at: number): number {
  const { codes } = lexer;
  const first = codes[at] as number;
  const second = codes[at + 1] as number;
  const pair = first < 128 && second < 128 ? (double[(first << 7) | second] as TokenKind | 0) : 0;
  if (pair !== 0) return lexer.add(pair, at, at + 2);
  if (first === dot && second === dot && codes[at + 2] === dot)
    return lexer.add(TokenKind['...'], at, at + 3);
  const kind = single[first] as TokenKind;
  const isWide = kind === TokenKind.unknown && isSurrogatePair(lexer, at);
  return lexer.add(kind, at, at + (isWide ? 2 : 1));
}

/** A character outside the basic plane is two code units, and one unknown thing. */
function isSurrogatePair({ source }: Lexer, at: number): boolean {
  return (source.codePointAt(at) as number) > 0xffff;
}
