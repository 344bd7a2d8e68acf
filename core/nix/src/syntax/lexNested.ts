import { endOfIndentedText, endOfText } from './lexText.js';
import { lexOperator } from './lexOperator.js';
import { interpolationAt } from './lexPath.js';
import { Mode } from './mode.js';
import { TokenKind } from './tokens.js';
import type { Lexer } from './lexer.js';

const singleQuote = 0x27;

export function openBrace(lexer: Lexer, at: number): number {
  lexer.modes.push(Mode.code);
  return lexer.add(TokenKind['{'], at, at + 1);
}

/** Adds what a closing brace closes; what was around an interpolation goes on behind it. */
export function closeBrace(lexer: Lexer, at: number): number {
  const { modes } = lexer;
  const mode = modes.length === 0 ? Mode.code : (modes.pop() as Mode);
  if (mode === Mode.code) return lexer.add(TokenKind['}'], at, at + 1);
  lexer.mode = mode === Mode.dynamicAttribute ? Mode.code : mode;
  return lexer.add(TokenKind.interpolationClose, at, at + 1);
}

/** A dollar that no text is around opens an attribute that is computed, or is nothing. */
export function lexDollar(lexer: Lexer, at: number): number {
  return interpolationAt(lexer.codes, at)
    ? openInterpolation(lexer, Mode.dynamicAttribute, at)
    : lexOperator(lexer, at);
}

export function openInterpolation(lexer: Lexer, mode: Mode, start: number): number {
  lexer.modes.push(mode);
  lexer.mode = Mode.code;
  return lexer.add(TokenKind.interpolationOpen, start, start + 2);
}

export function openString(lexer: Lexer, at: number): number {
  lexer.mode = Mode.string;
  return lexer.add(TokenKind.stringQuote, at, at + 1);
}

export function openIndentedString(lexer: Lexer, at: number): number {
  if (lexer.codes[at + 1] !== singleQuote) return lexOperator(lexer, at);
  lexer.mode = Mode.indentedString;
  return lexer.add(TokenKind.indentedQuote, at, at + 2);
}

/** Reads text of a string up to its end, or up to what is put into it. */
export function lexText(lexer: Lexer, start: number): number {
  const { length } = lexer.source;
  const end = endOfText(lexer.codes, start, length);
  if (end > start) lexer.add(TokenKind.text, start, end);
  if (end >= length) return end;
  if (interpolationAt(lexer.codes, end)) return openInterpolation(lexer, Mode.string, end);
  lexer.mode = Mode.code;
  return lexer.add(TokenKind.stringQuote, end, end + 1);
}

export function lexIndentedText(lexer: Lexer, start: number): number {
  const { length } = lexer.source;
  const end = endOfIndentedText(lexer.codes, start, length);
  if (end > start) lexer.add(TokenKind.text, start, end);
  if (end >= length) return end;
  if (interpolationAt(lexer.codes, end)) return openInterpolation(lexer, Mode.indentedString, end);
  lexer.mode = Mode.code;
  return lexer.add(TokenKind.indentedQuote, end, end + 2);
}
