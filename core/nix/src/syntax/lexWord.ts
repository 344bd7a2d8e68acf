import { CharacterClass, endOfRun, isAt } from './characters.js';
import { kindOfWord } from './keywords.js';
import { numberAt } from './lexNumber.js';
import { lexOperator } from './lexOperator.js';
import { endOfUri, openPath, pathStartsAt } from './lexPath.js';
import { TokenKind } from './tokens.js';
import type { Lexer } from './lexer.js';

const colon = 0x3a;

export function lexBlank(lexer: Lexer, at: number): number {
  const end = endOfRun(lexer.codes, at + 1, CharacterClass.blank);
  return lexer.keepsTrivia ? lexer.add(TokenKind.blank, at, end) : end;
}

/** Reads what starts with a letter, by the character behind the name that it may be. */
export function lexName(lexer: Lexer, at: number): number {
  const { codes } = lexer;
  const end = endOfRun(codes, at + 1, CharacterClass.plainName);
  return (lexersBehind[codes[end] as number] as typeof addName)(lexer, at, end);
}

/** By the character behind a name: what may make more of it than a name, or a longer one. */
const lexersBehind = new Array<typeof addName>(256).fill(addName);
for (const sign of ".+/:'") lexersBehind[sign.charCodeAt(0)] = lexLongName;

function addName(lexer: Lexer, at: number, end: number): number {
  return lexer.add(kindOfWord(lexer.codes, at, end), at, end);
}

/** A path, an URI, or a name that has a quote in it or a sign behind it. */
function lexLongName(lexer: Lexer, at: number): number {
  const { codes } = lexer;
  if (startsPath(lexer, at)) return openPath(lexer, at);
  if (codes[lexer.plainUntil] === colon) {
    const end = endOfUri(codes, at, lexer.plainUntil);
    if (end !== undefined) return lexer.add(TokenKind.uri, at, end);
  }
  return addName(lexer, at, endOfRun(codes, at, CharacterClass.name));
}

/** Reads what starts with a digit: a path or a number. */
export function lexDigit(lexer: Lexer, at: number): number {
  if (startsPath(lexer, at)) return openPath(lexer, at);
  const { kind, end } = numberAt(lexer.codes, at);
  return lexer.add(kind, at, end);
}

/** Reads what starts with a dot: a path, a number without anything before the dot, or a sign. */
export function lexDot(lexer: Lexer, at: number): number {
  if (isAt(lexer.codes, at + 1, CharacterClass.digit)) return lexDigit(lexer, at);
  return lexSign(lexer, at);
}

/** Reads what starts with a sign that may be part of a path: a path or an operator. */
export function lexSign(lexer: Lexer, at: number): number {
  return startsPath(lexer, at) ? openPath(lexer, at) : lexOperator(lexer, at);
}

/** Whether what may be part of a path from an offset on is part of one. */
function startsPath(lexer: Lexer, at: number): boolean {
  if (at < lexer.plainUntil) return false;
  const end = endOfRun(lexer.codes, at, CharacterClass.path);
  if (pathStartsAt(lexer.codes, end)) return true;
  lexer.plainUntil = end;
  return false;
}
