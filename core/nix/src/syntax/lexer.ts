import { codesBehind, writeCodes } from './characters.js';
import { endPath } from './lexPath.js';
import { lexToken } from './lexToken.js';
import { Mode } from './mode.js';
import { TokenKind, TokenList } from './tokens.js';

const byteOrderMark = 0xfeff;
/** So many tokens at the end of the file may be looked at beyond it. */
const endsOfFile = 4;

/** All tokens of a file, trivia included. */
export function lex(source: string): TokenList {
  const { kinds, starts, length } = lexerFor(source).read(source, true);
  return new TokenList(source, kinds.slice(0, length), starts.slice(0, length));
}

/** The tokens of a file that mean something; they stay until the next file is read. */
export const lexMeaning = (source: string): Lexer => lexerFor(source).read(source, false);

/** Files up to this length are read in the same room, one after the other: most by far. */
const usualLength = 1 << 16;
let usual: Lexer | undefined;

function lexerFor({ length }: string): Lexer {
  return length > usualLength ? new Lexer(length) : (usual ??= new Lexer(usualLength));
}

/** Cuts a file into tokens as Nix's own lexer does (`lexer.l`): the longest match wins. */
export class Lexer {
  /** How many tokens there are; their kinds and ranges. */
  length = 0;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where a comment starts that is never closed, or -1. */
  unclosedComment = -1;
  /** The file, and its characters as `writeCodes` writes them. */
  source = '';
  readonly codes: Uint8Array;
  keepsTrivia = false;
  mode: Mode = Mode.code;
  /** What each open brace goes back to. */
  readonly modes: Mode[] = [];
  /** Up to here no path and no URI starts: it has been looked at. */
  plainUntil = 0;

  /** For files up to a length: there are never more tokens than characters. */
  constructor(longest: number) {
    this.kinds = new Uint8Array(longest + endsOfFile);
    this.starts = new Int32Array(longest + endsOfFile);
    this.ends = new Int32Array(longest + endsOfFile);
    this.codes = new Uint8Array(longest + codesBehind);
  }

  read(source: string, keepsTrivia: boolean): this {
    this.source = source;
    this.keepsTrivia = keepsTrivia;
    this.length = 0;
    this.unclosedComment = -1;
    this.mode = Mode.code;
    this.modes.length = 0;
    this.plainUntil = 0;
    const { length } = source;
    writeCodes(source, this.codes);
    let at = source.charCodeAt(0) === byteOrderMark ? 1 : 0;
    if (at > 0 && keepsTrivia) this.add(TokenKind.byteOrderMark, 0, at);
    while (at < length) at = lexToken(this, at);
    this.end(length);
    return this;
  }

  private end(at: number): void {
    if (this.mode === Mode.path) endPath(this, at);
    for (let index = 0; index < endsOfFile; index++) this.add(TokenKind.endOfFile, at, at);
    this.length -= endsOfFile - 1;
  }

  /** Adds a token; returns where it ends. */
  add(kind: TokenKind, start: number, end: number): number {
    const index = this.length++;
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    return end;
  }
}
