import { CharacterClass, endOfRun, isAt } from './characters.js';
import { lexOperator } from './lexOperator.js';
import { openInterpolation } from './lexNested.js';
import { Mode } from './mode.js';
import { TokenKind } from './tokens.js';
import type { Lexer } from './lexer.js';

const dollar = 0x24;
const slash = 0x2f;
const greater = 0x3e;
const openBrace = 0x7b;

/** Whether `${` stands at an offset. */
export function interpolationAt(codes: Uint8Array, at: number): boolean {
  return codes[at] === dollar && codes[at + 1] === openBrace;
}

/** Whether the slash at an offset makes a path of what it stands in: `a/b`, `./${x}`, not `a / b`. */
export function pathStartsAt(codes: Uint8Array, at: number): boolean {
  if (codes[at] !== slash) return false;
  return isAt(codes, at + 1, CharacterClass.path) || interpolationAt(codes, at + 1);
}

/** Goes on with a path where one starts. */
export function openPath(lexer: Lexer, at: number): number {
  lexer.mode = Mode.path;
  return at;
}

/** Reads `~/a`. */
export function lexHomePath(lexer: Lexer, at: number): number {
  if (!pathStartsAt(lexer.codes, at + 1)) return lexOperator(lexer, at);
  lexer.mode = Mode.path;
  return lexer.add(TokenKind.pathText, at, endOfPathText(lexer.codes, at + 1));
}

/** Reads text of a path up to its end, or up to what is put into it. */
export function lexPathText(lexer: Lexer, start: number): number {
  const end = endOfPathText(lexer.codes, start);
  if (end > start) lexer.add(TokenKind.pathText, start, end);
  return interpolationAt(lexer.codes, end)
    ? openInterpolation(lexer, Mode.path, end)
    : endPath(lexer, end);
}

export function endPath(lexer: Lexer, at: number): number {
  lexer.mode = Mode.code;
  return lexer.add(TokenKind.pathEnd, at, at);
}

/** Reads `<nixpkgs>`, or a `<` that compares. */
export function lexSearchPath(lexer: Lexer, at: number): number {
  const end = endOfSearchPath(lexer.codes, at);
  return end === undefined ? lexOperator(lexer, at) : lexer.add(TokenKind.searchPath, at, end);
}

/** Where the literal text of a path ends: at its end or at an interpolation. */
function endOfPathText(codes: Uint8Array, from: number): number {
  let end = from;
  while (isAt(codes, end, CharacterClass.path) || codes[end] === slash) end++;
  return end;
}

/** The end of `<nixpkgs/lib>`, or undefined where the `<` only compares. */
function endOfSearchPath(codes: Uint8Array, at: number): number | undefined {
  let end = at;
  do {
    const from = end + 1;
    end = endOfRun(codes, from, CharacterClass.path);
    if (end === from) return undefined;
  } while (codes[end] === slash);
  return codes[end] === greater ? end + 1 : undefined;
}

/** The end of an URI whose scheme may end at `colon`: `x:y` is one, `x: y` is a function. */
export function endOfUri(codes: Uint8Array, at: number, colon: number): number | undefined {
  const startsWithLetter =
    isAt(codes, at, CharacterClass.nameStart) && isAt(codes, at, CharacterClass.scheme);
  if (!startsWithLetter || endOfRun(codes, at, CharacterClass.scheme) !== colon) return undefined;
  const end = endOfRun(codes, colon + 1, CharacterClass.uri);
  return end > colon + 1 ? end : undefined;
}
