import { CharacterClass, endOfRun, isAt } from './characters.js';
import { TokenKind } from './tokens.js';

/** The number at an offset: `12`, `1.5e3`, `1.`, `.5`, `0.5`; undefined where there is none. */
export function endOfNumber(
  source: string,
  at: number,
): { kind: TokenKind; end: number } | undefined {
  const { digit } = CharacterClass;
  const whole = endOfRun(source, at, digit);
  const fraction = source[whole] === '.' ? endOfRun(source, whole + 1, digit) : whole;
  // `1.` is a float, `0.` and `01.5` are none: [1-9][0-9]*\.[0-9]* or 0?\.[0-9]+
  const isFloat =
    fraction > whole &&
    (whole > at && source[at] !== '0' ? true : whole - at <= 1 && fraction > whole + 1);
  if (isFloat) return { kind: TokenKind.float, end: endOfExponent(source, fraction) };
  return whole > at ? { kind: TokenKind.integer, end: whole } : undefined;
}

function endOfExponent(source: string, at: number): number {
  if (source[at] !== 'e' && source[at] !== 'E') return at;
  const sign = source[at + 1] === '+' || source[at + 1] === '-' ? 1 : 0;
  const from = at + 1 + sign;
  return isAt(source, from, CharacterClass.digit)
    ? endOfRun(source, from, CharacterClass.digit)
    : at;
}
