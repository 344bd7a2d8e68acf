import { classes, CharacterClass } from './characters.js';
import { lexComment, lexSlash } from './lexComment.js';
import {
  closeBrace,
  lexDollar,
  lexIndentedText,
  lexText,
  openBrace,
  openIndentedString,
  openString,
} from './lexNested.js';
import { lexOperator } from './lexOperator.js';
import { lexHomePath, lexPathText, lexSearchPath } from './lexPath.js';
import { lexBlank, lexDigit, lexDot, lexName, lexSign } from './lexWord.js';
import { Mode } from './mode.js';
import type { Lexer } from './lexer.js';

/** Adds the token at an offset; returns where it ends. */
type Lex = (lexer: Lexer, at: number) => number;

/**
 * What reads a token, by the code of its first character. A table and no `switch`, here and in the
 * parser: docs/decisions/0004-parser-by-tables.md has the figures.
 */
const lexers = new Array<Lex>(256).fill(lexOperator);
for (const [code, bits] of classes.entries()) {
  if ((bits & CharacterClass.blank) !== 0) lexers[code] = lexBlank;
  else if ((bits & CharacterClass.nameStart) !== 0) lexers[code] = lexName;
  else if ((bits & CharacterClass.digit) !== 0) lexers[code] = lexDigit;
}
const signs: Readonly<Record<string, Lex>> = {
  '.': lexDot,
  '+': lexSign,
  '-': lexSign,
  '"': openString,
  "'": openIndentedString,
  '{': openBrace,
  '}': closeBrace,
  $: lexDollar,
  '#': lexComment,
  '/': lexSlash,
  '~': lexHomePath,
  '<': lexSearchPath,
};
for (const [sign, lex] of Object.entries(signs)) lexers[sign.charCodeAt(0)] = lex;

/** What reads the text that is no code. */
const textLexers: Lex[] = [];
textLexers[Mode.string] = lexText;
textLexers[Mode.indentedString] = lexIndentedText;
textLexers[Mode.path] = lexPathText;

/** Adds the token at an offset; returns where it ends. */
export function lexToken(lexer: Lexer, at: number): number {
  const { mode } = lexer;
  const lex = mode === Mode.code ? lexers[lexer.codes[at] as number] : textLexers[mode];
  return (lex as Lex)(lexer, at);
}
