import { CharacterClass, endOfRun, isAt } from './characters.js';
import { TokenKind } from './tokens.js';

const plus = 0x2b;
const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;
const lowerE = 0x65;
const upperE = 0x45;

/** The number at an offset, where a digit or a dot and a digit stand: `12`, `1.5e3`, `1.`, `.5`. */
export function numberAt(codes: Uint8Array, at: number): { kind: TokenKind; end: number } {
  const { digit } = CharacterClass;
  const whole = endOfRun(codes, at, digit);
  const fraction = codes[whole] === dot ? endOfRun(codes, whole + 1, digit) : whole;
  // `1.` is a float, `0.` and `01.5` are none: [1-9][0-9]*\.[0-9]* or 0?\.[0-9]+
  const isFloat =
    fraction > whole &&
    (whole > at && codes[at] !== zero ? true : whole - at <= 1 && fraction > whole + 1);
  return isFloat
    ? { kind: TokenKind.float, end: endOfExponent(codes, fraction) }
    : { kind: TokenKind.integer, end: whole };
}

function endOfExponent(codes: Uint8Array, at: number): number {
  if (codes[at] !== lowerE && codes[at] !== upperE) return at;
  const sign = codes[at + 1] === plus || codes[at + 1] === minus ? 1 : 0;
  const from = at + 1 + sign;
  return isAt(codes, from, CharacterClass.digit) ? endOfRun(codes, from, CharacterClass.digit) : at;
}
