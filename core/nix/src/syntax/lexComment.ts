import { CharacterClass, startOfNext } from './characters.js';
import { lexOperator } from './lexOperator.js';
import { openPath, pathStartsAt } from './lexPath.js';
import { TokenKind } from './tokens.js';
import type { Lexer } from './lexer.js';

const star = 0x2a;
const slash = 0x2f;

/** Reads a comment up to the end of its line. */
export function lexComment(lexer: Lexer, at: number): number {
  return comment(lexer, at, startOfNext(lexer.codes, at, CharacterClass.lineEnd));
}

/** A slash starts a comment, a path or an operator. */
export function lexSlash(lexer: Lexer, at: number): number {
  const { codes } = lexer;
  if (codes[at + 1] === star) return lexLongComment(lexer, at);
  return pathStartsAt(codes, at) ? openPath(lexer, at) : lexOperator(lexer, at);
}

/** A comment that nobody ends is none to Nix; to a person it is one, up to the end. */
function lexLongComment(lexer: Lexer, at: number): number {
  const { codes } = lexer;
  const { length } = lexer.source;
  let last = at + 3;
  while (last < length && (codes[last] !== slash || codes[last - 1] !== star)) last++;
  if (last >= length) lexer.unclosedComment = at;
  return comment(lexer, at, Math.min(last + 1, length));
}

function comment(lexer: Lexer, at: number, end: number): number {
  return lexer.keepsTrivia ? lexer.add(TokenKind.comment, at, end) : end;
}
