import { afterPathText, endOfPathText, interpolationAt } from './lexPath.js';
import { endOfIndentedText, endOfText } from './lexText.js';
import { lexOperator } from './lexOperator.js';
import { TokenKind } from './tokens.js';
import type { Lexer } from './lexer.js';

/** What a closing brace goes back to. */
export const Mode = {
  braces: 0,
  dynamicAttribute: 1,
  string: 2,
  indentedString: 3,
  path: 4,
} as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

const singleQuote = 0x27;

export function openBrace(lexer: Lexer, at: number): number {
  lexer.modes.push(Mode.braces);
  return lexer.add(TokenKind['{'], at, at + 1);
}

/** A dollar that no text is around opens an attribute that is computed, or is nothing. */
export function lexDollar(lexer: Lexer, at: number): number {
  return interpolationAt(lexer.codes, at)
    ? openInterpolation(lexer, Mode.dynamicAttribute, at)
    : lexOperator(lexer, at);
}

/** Adds the quote that opens a string, and goes on with its text. */
export function lexString(lexer: Lexer, at: number): number {
  return lexText(lexer, lexer.add(TokenKind.stringQuote, at, at + 1));
}

export function lexIndentedString(lexer: Lexer, at: number): number {
  return lexer.codes[at + 1] === singleQuote
    ? lexIndentedText(lexer, lexer.add(TokenKind.indentedQuote, at, at + 2))
    : lexOperator(lexer, at);
}

/** Reads text of a string up to its end, or up to what is put into it. */
function lexText(lexer: Lexer, start: number): number {
  const { length } = lexer.source;
  const end = endOfText(lexer.codes, start, length);
  if (end > start) lexer.add(TokenKind.text, start, end);
  if (end >= length) return end;
  return interpolationAt(lexer.codes, end)
    ? openInterpolation(lexer, Mode.string, end)
    : lexer.add(TokenKind.stringQuote, end, end + 1);
}

function lexIndentedText(lexer: Lexer, start: number): number {
  const { length } = lexer.source;
  const end = endOfIndentedText(lexer.codes, start, length);
  if (end > start) lexer.add(TokenKind.text, start, end);
  if (end >= length) return end;
  return interpolationAt(lexer.codes, end)
    ? openInterpolation(lexer, Mode.indentedString, end)
    : lexer.add(TokenKind.indentedQuote, end, end + 2);
}

export function openInterpolation(lexer: Lexer, mode: Mode, start: number): number {
  lexer.modes.push(mode);
  return lexer.add(TokenKind.interpolationOpen, start, start + 2);
}

/** Adds what a closing brace closes, and goes on with the text around it, if there is one. */
export function closeBrace(lexer: Lexer, at: number): number {
  const { modes } = lexer;
  const mode = modes.length === 0 ? Mode.braces : (modes.pop() as Mode);
  if (mode === Mode.braces) return lexer.add(TokenKind['}'], at, at + 1);
  const start = lexer.add(TokenKind.interpolationClose, at, at + 1);
  switch (mode) {
    case Mode.string:
      return lexText(lexer, start);
    case Mode.indentedString:
      return lexIndentedText(lexer, start);
    case Mode.path: {
      const end = endOfPathText(lexer.codes, start);
      if (end > start) lexer.add(TokenKind.pathText, start, end);
      return afterPathText(lexer, end);
    }
    default:
      return start;
  }
}
