import { CharacterClass, endOfRun, isAt } from './characters.js';
import { lexOperator } from './lexOperator.js';
import { endOfPathText, endOfSearchPath, endOfUri, pathStartsAt } from './lexPath.js';
import { lexIndentedText, lexText } from './lexText.js';
import { endOfNumber } from './lexNumber.js';
import { TokenKind, TokenList } from './tokens.js';

/** What a closing brace goes back to. */
const Mode = { braces: 0, dynamicAttribute: 1, string: 2, indentedString: 3, path: 4 } as const;
type Mode = (typeof Mode)[keyof typeof Mode];

/** By their length: most words are told apart by it and their first letter, and none is cut out. */
const keywords: readonly (readonly (readonly [word: string, first: number, kind: TokenKind])[])[] =
  Array.from({ length: 8 }, (_, length) =>
    (['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit', 'or'] as const)
      .filter((word) => word.length === length)
      .map((word) => [word, word.charCodeAt(0), TokenKind[word]] as const),
  );

const openBrace = 0x7b;
const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;

/** Cuts a file into tokens as Nix's own lexer does (`lexer.l`): the longest match wins. */
export function lex(source: string): TokenList {
  const lexer = new Lexer(source);
  lexer.run();
  return lexer.tokens;
}

/** A class and no closures: V8 optimises a method once, and closures anew for many a file. */
class Lexer {
  readonly tokens: TokenList;
  private readonly modes: Mode[] = [];
  private at = 0;
  /** Up to here no path and no URI starts: it has been looked at. */
  private plainUntil = 0;

  constructor(private readonly source: string) {
    this.tokens = new TokenList(source);
  }

  run(): void {
    const { source, tokens } = this;
    if (source.charCodeAt(0) === 0xfeff) {
      tokens.add(TokenKind.byteOrderMark, 0);
      this.at = 1;
    }
    while (this.at < source.length) {
      const { at } = this;
      if (isAt(source, at, CharacterClass.blank)) {
        tokens.add(TokenKind.blank, at);
        this.at = endOfRun(source, at, CharacterClass.blank);
      } else if (isAt(source, at, CharacterClass.path)) this.at = this.word(at);
      else this.at = this.sign(at);
    }
    tokens.add(TokenKind.endOfFile, source.length);
  }

  private sign(at: number): number {
    const { source } = this;
    switch (source.charCodeAt(at)) {
      case 0x22: // "
        return this.openText(Mode.string, at, TokenKind.stringQuote, 1);
      case 0x27: // '
        if (source.charCodeAt(at + 1) === 0x27)
          return this.openText(Mode.indentedString, at, TokenKind.indentedQuote, 2);
        break;
      case 0x7b: // {
        this.modes.push(Mode.braces);
        break;
      case 0x7d: // }
        return this.closeBrace(at);
      case 0x24: // $
        if (source.charCodeAt(at + 1) === openBrace)
          return this.openInterpolation(Mode.dynamicAttribute, at);
        break;
      case 0x2f: // /
      case 0x7e: // ~
      case 0x3c: // <
      case 0x23: // #
        return this.slashLike(at);
    }
    return lexOperator(this.tokens, at);
  }

  /** Anything that starts with a letter, a digit or one of `._-+`. */
  private word(at: number): number {
    const { source, tokens } = this;
    if (isAt(source, at, CharacterClass.nameStart)) {
      const end = endOfRun(source, at, CharacterClass.plainName);
      if (!isAt(source, end, CharacterClass.behindName)) {
        tokens.add(wordKind(source, at, end), at);
        return end;
      }
    }
    if (at >= this.plainUntil) {
      const end = endOfRun(source, at, CharacterClass.path);
      if (pathStartsAt(source, end)) return this.path(at, at);
      this.plainUntil = end;
    }
    if (source[this.plainUntil] === ':') {
      const end = endOfUri(source, at, this.plainUntil);
      if (end !== undefined) {
        tokens.add(TokenKind.uri, at);
        return end;
      }
    }
    if (isAt(source, at, CharacterClass.nameStart)) {
      const end = endOfRun(source, at, CharacterClass.name);
      tokens.add(wordKind(source, at, end), at);
      return end;
    }
    const number = endOfNumber(source, at);
    if (number === undefined) return lexOperator(tokens, at);
    tokens.add(number.kind, at);
    return number.end;
  }

  /** `/`, `~`, `<` and `#` may start a path, a comment or an operator. */
  private slashLike(at: number): number {
    const { source } = this;
    if (source[at] === '#') return this.comment(at, endOfLine(source, at));
    if (source[at] === '/' && source[at + 1] === '*') {
      const close = source.indexOf('*/', at + 2);
      // One that nobody ends is no comment to Nix; to a person it is, up to the end.
      return this.comment(at, close < 0 ? source.length : close + 2);
    }
    if (source[at] === '/' && pathStartsAt(source, at)) return this.path(at, at);
    if (source[at] === '~' && pathStartsAt(source, at + 1)) return this.path(at, at + 1);
    const end = source[at] === '<' ? endOfSearchPath(source, at) : undefined;
    if (end === undefined) return lexOperator(this.tokens, at);
    this.tokens.add(TokenKind.searchPath, at);
    return end;
  }

  private comment(at: number, end: number): number {
    this.tokens.add(TokenKind.comment, at);
    return end;
  }

  /** A path from `at` on, whose text is looked at from `from` on. */
  private path(at: number, from: number): number {
    this.tokens.add(TokenKind.pathText, at);
    return this.afterPathText(endOfPathText(this.source, from));
  }

  private afterPathText(end: number): number {
    if (this.source.startsWith('${', end)) return this.openInterpolation(Mode.path, end);
    this.tokens.add(TokenKind.pathEnd, end);
    return end;
  }

  /** Adds the quote that opens a string, and goes on with its text. */
  private openText(mode: Mode, start: number, quote: TokenKind, width: number): number {
    this.tokens.add(quote, start);
    return this.text(mode, start + width);
  }

  /** Text of a string up to its end, or up to what is put into it. */
  private text(mode: Mode, start: number): number {
    const { source, tokens } = this;
    const indented = mode === Mode.indentedString;
    const end = indented ? lexIndentedText(source, start) : lexText(source, start);
    if (end > start) tokens.add(TokenKind.text, start);
    if (end >= source.length) return end;
    if (source[end] === '$') return this.openInterpolation(mode, end);
    tokens.add(indented ? TokenKind.indentedQuote : TokenKind.stringQuote, end);
    return end + (indented ? 2 : 1);
  }

  private openInterpolation(mode: Mode, start: number): number {
    this.tokens.add(TokenKind.interpolationOpen, start);
    this.modes.push(mode);
    return start + 2;
  }

  private closeBrace(at: number): number {
    const mode = this.modes.pop();
    if (mode === undefined || mode === Mode.braces) {
      this.tokens.add(TokenKind['}'], at);
      return at + 1;
    }
    this.tokens.add(TokenKind.interpolationClose, at);
    if (mode === Mode.dynamicAttribute) return at + 1;
    if (mode !== Mode.path) return this.text(mode, at + 1);
    const end = endOfPathText(this.source, at + 1);
    if (end > at + 1) this.tokens.add(TokenKind.pathText, at + 1);
    return this.afterPathText(end);
  }
}

function wordKind(source: string, start: number, end: number): TokenKind {
  const words = end - start < keywords.length ? keywords[end - start] : undefined;
  if (words === undefined) return TokenKind.name;
  const first = source.charCodeAt(start);
  for (const [word, initial, kind] of words)
    if (initial === first && source.startsWith(word, start)) return kind;
  return TokenKind.name;
}

function endOfLine(source: string, at: number): number {
  let end = at;
  while (end < source.length && !isLineEnd(source.charCodeAt(end))) end++;
  return end;
}
