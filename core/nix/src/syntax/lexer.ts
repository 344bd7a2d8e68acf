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

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;

/** Cuts a file into tokens as Nix's own lexer does (`lexer.l`): the longest match wins. */
export function lex(source: string): TokenList {
  const tokens = new TokenList(source);
  const modes: Mode[] = [];
  let at = 0;
  /** Up to here no path and no URI starts: it has been looked at. */
  let plainUntil = 0;

  if (source.charCodeAt(0) === 0xfeff) {
    tokens.add(TokenKind.byteOrderMark, 0);
    at = 1;
  }
  while (at < source.length) at = lexOne();
  tokens.add(TokenKind.endOfFile, source.length);
  return tokens;

  function lexOne(): number {
    if (isAt(source, at, CharacterClass.blank)) {
      tokens.add(TokenKind.blank, at);
      return endOfRun(source, at, CharacterClass.blank);
    }
    if (isAt(source, at, CharacterClass.path)) return lexWord();
    switch (source.charCodeAt(at)) {
      case 0x22: // "
        return continueText(Mode.string, at, TokenKind.stringQuote, 1);
      case 0x27: // '
        if (source[at + 1] === "'")
          return continueText(Mode.indentedString, at, TokenKind.indentedQuote, 2);
        break;
      case 0x7b: // {
        modes.push(Mode.braces);
        break;
      case 0x7d: // }
        return closeBrace();
      case 0x24: // $
        if (source[at + 1] === '{') return openInterpolation(Mode.dynamicAttribute, at);
        break;
      case 0x2f: // /
      case 0x7e: // ~
      case 0x3c: // <
      case 0x23: // #
        return lexSlashLike();
    }
    return lexOperator(tokens, at);
  }

  /** Anything that starts with a letter, a digit or one of `._-+`. */
  function lexWord(): number {
    if (isAt(source, at, CharacterClass.nameStart)) {
      const end = endOfRun(source, at, CharacterClass.plainName);
      if (!isAt(source, end, CharacterClass.behindName)) {
        tokens.add(wordKind(at, end), at);
        return end;
      }
    }
    if (at >= plainUntil) {
      const end = endOfRun(source, at, CharacterClass.path);
      if (pathStartsAt(source, end)) return lexPath(at);
      plainUntil = end;
    }
    if (source[plainUntil] === ':') {
      const end = endOfUri(source, at, plainUntil);
      if (end !== undefined) {
        tokens.add(TokenKind.uri, at);
        return end;
      }
    }
    if (isAt(source, at, CharacterClass.nameStart)) {
      const end = endOfRun(source, at, CharacterClass.name);
      tokens.add(wordKind(at, end), at);
      return end;
    }
    const number = endOfNumber(source, at);
    if (number === undefined) return lexOperator(tokens, at);
    tokens.add(number.kind, at);
    return number.end;
  }

  function wordKind(start: number, end: number): TokenKind {
    const first = source.charCodeAt(start);
    for (const [word, initial, kind] of keywords[end - start] ?? [])
      if (initial === first && source.startsWith(word, start)) return kind;
    return TokenKind.name;
  }

  /** `/`, `~`, `<` and `#` may start a path, a comment or an operator. */
  function lexSlashLike(): number {
    if (source[at] === '#') return comment(endOfLine());
    if (source[at] === '/' && source[at + 1] === '*') {
      const close = source.indexOf('*/', at + 2);
      // One that nobody ends is no comment to Nix; to a person it is, up to the end.
      return comment(close < 0 ? source.length : close + 2);
    }
    if (source[at] === '/' && pathStartsAt(source, at)) return lexPath(at);
    if (source[at] === '~' && pathStartsAt(source, at + 1)) return lexPath(at + 1);
    const end = source[at] === '<' ? endOfSearchPath(source, at) : undefined;
    if (end === undefined) return lexOperator(tokens, at);
    tokens.add(TokenKind.searchPath, at);
    return end;
  }

  function comment(end: number): number {
    tokens.add(TokenKind.comment, at);
    return end;
  }

  function endOfLine(): number {
    let end = at;
    while (end < source.length && !isLineEnd(source.charCodeAt(end))) end++;
    return end;
  }

  /** A path from `at` on, whose text is looked at from `from` on. */
  function lexPath(from: number): number {
    tokens.add(TokenKind.pathText, at);
    return afterPathText(endOfPathText(source, from));
  }

  function afterPathText(end: number): number {
    if (source.startsWith('${', end)) return openInterpolation(Mode.path, end);
    tokens.add(TokenKind.pathEnd, end);
    return end;
  }

  /** Adds the quote that opens a string, and goes on with its text. */
  function continueText(mode: Mode, start: number, quote: TokenKind, width: number): number {
    tokens.add(quote, start);
    return textFrom(mode, start + width);
  }

  /** Text of a string up to its end, or up to what is put into it. */
  function textFrom(mode: Mode, start: number): number {
    const indented = mode === Mode.indentedString;
    const end = indented ? lexIndentedText(source, start) : lexText(source, start);
    if (end > start) tokens.add(TokenKind.text, start);
    if (end >= source.length) return end;
    if (source[end] === '$') return openInterpolation(mode, end);
    tokens.add(indented ? TokenKind.indentedQuote : TokenKind.stringQuote, end);
    return end + (indented ? 2 : 1);
  }

  function openInterpolation(mode: Mode, start: number): number {
    tokens.add(TokenKind.interpolationOpen, start);
    modes.push(mode);
    return start + 2;
  }

  function closeBrace(): number {
    const mode = modes.pop();
    if (mode === undefined || mode === Mode.braces) {
      tokens.add(TokenKind['}'], at);
      return at + 1;
    }
    tokens.add(TokenKind.interpolationClose, at);
    if (mode === Mode.dynamicAttribute) return at + 1;
    if (mode !== Mode.path) return textFrom(mode, at + 1);
    const end = endOfPathText(source, at + 1);
    if (end > at + 1) tokens.add(TokenKind.pathText, at + 1);
    return afterPathText(end);
  }
}
