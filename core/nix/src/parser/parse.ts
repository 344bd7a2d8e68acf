import { Lines } from '../text/lines.js';
import { lex, lexMeaning, type Lexer } from '../syntax/lexer.js';
import { TokenKind, type TokenList } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import type { SyntaxFault } from '../syntax/fault.js';
import { Cursor } from './cursor.js';
import { missingCloser } from './missingCloser.js';
import { missingQuote } from './missingQuote.js';
import { parseExpression } from './expression.js';

/** A file as it was read: nothing of it is lost. */
export interface Tree {
  readonly source: string;
  readonly tokens: TokenList;
  readonly root: Expression;
}

export interface ParseOptions {
  /** Accept `|>` and `<|`, which Nix keeps behind the experimental feature `pipe-operators`. */
  readonly pipeOperators?: boolean;
}

export interface ParseResult {
  readonly tree: Tree;
  /** In the order of the file; empty when Nix would accept the syntax. */
  readonly errors: readonly SyntaxFault[];
}

/**
 * Reads a Nix file. Never throws: a broken file gives a tree of what could be understood, and what
 * is wrong with it.
 */
export function parse(source: string, options: ParseOptions = {}): ParseResult {
  const { cursor, tokens, root } = read(source);
  const isBroken = cursor.faults.length > 0;
  if (options.pipeOperators !== true) faultInPipes(cursor, tokens);
  if (isBroken && !blameHalfQuote(cursor) && !blameMissingQuote(cursor, tokens))
    blameMissingCloser(cursor, tokens);
  return { tree: new SourceTree(source, root), errors: placed(cursor) };
}

function read(source: string): { cursor: Cursor; tokens: Lexer; root: Expression } {
  const tokens = lexMeaning(source);
  const cursor = new Cursor(source, tokens);
  const root = parseExpression(cursor);
  faultInTheRest(cursor, root);
  faultInTrivia(cursor, tokens);
  return { cursor, tokens, root };
}

const isWhole = (text: string): boolean => read(text).cursor.faults.length === 0;

/** More places than these are tried in no file: each costs a parse. */
const mostHalfQuotes = 8;

/** A text that begins with `''` and is to end with `'`: only the place counts that makes the file whole. */
function blameHalfQuote({ faults, source }: Cursor): boolean {
  if (!source.includes("''")) return false;
  for (const { index: at } of [...source.matchAll(/(?<!')'(?=;[ \t]*$)/gm)].slice(
    0,
    mostHalfQuotes,
  )) {
    if (!isWhole(`${source.slice(0, at)}'${source.slice(at)}`)) continue;
    tellAlone(faults, {
      code: 'unclosed-string',
      message: "a text that begins with `''` does not end with `'`",
      start: at,
      end: at + 1,
      hint: "write `''`",
    });
    return true;
  }
  return false;
}

/** What follows from a quote that is missing is not told either. */
function blameMissingQuote({ faults, source }: Cursor, tokens: Lexer): boolean {
  const found = missingQuote({ source, tokens }, isWhole);
  if (found === undefined) return false;
  const { at, open } = found;
  const rest = source.slice(at).split('\n', 1)[0]?.trim() ?? '';
  tellAlone(faults, {
    code: 'unclosed-string',
    message: 'this string is not closed',
    start: open,
    end: at,
    hint: rest === '' ? 'write `"` at the end of the line' : `write \`"\` before \`${rest}\``,
  });
  return true;
}

/** What follows from a bracket that is missing is not told: only where it has to stand. */
function blameMissingCloser({ faults, source }: Cursor, tokens: Lexer): void {
  const found = missingCloser({ source, tokens }, isWhole);
  if (found === undefined) return;
  const { at, text, open } = found;
  const opener = source[open] ?? '{';
  const { line } = new Lines(source).positionOf(open);
  const code = { '{': 'unclosed-brace', '[': 'unclosed-bracket' }[opener] ?? 'unclosed-parenthesis';
  tellAlone(faults, {
    code,
    message: `the \`${opener}\` of line ${line} is not closed`,
    start: at,
    end: at,
    hint: `write \`${text}\` here`,
  });
}

function tellAlone(faults: Cursor['faults'], fault: Cursor['faults'][number]): void {
  const ofPipes = faults.filter(({ code }) => code === 'pipe-operator');
  faults.splice(0, faults.length, ...ofPipes, fault);
}

/** Tokens are for who edits or prints: they are read for him, the parser's own have no trivia. */
class SourceTree implements Tree {
  #tokens: TokenList | undefined;

  constructor(
    readonly source: string,
    readonly root: Expression,
  ) {}

  get tokens(): TokenList {
    return (this.#tokens ??= lex(this.source));
  }
}

function faultInTheRest(cursor: Cursor, root: Expression): void {
  if (cursor.kind === TokenKind.endOfFile) return;
  const { text, kind } = cursor;
  if (kind === TokenKind['='] && cursor.faults.length === 0)
    return cursor.fault(
      'bare-bindings',
      'a file is one expression, and these are bindings',
      root.start,
      cursor.previousEnd,
      'put `{` before the first and `}` behind the last',
    );
  if (kind === TokenKind['}'] || kind === TokenKind[')'] || kind === TokenKind[']'])
    return cursor.faultHere('closes-nothing', `this \`${text}\` closes nothing`, 'delete it');
  cursor.faultHere('unexpected', `\`${text}\` cannot follow what stands before it`);
}

/** A comment that is never closed reaches to the end of the file; Nix takes no byte order mark. */
function faultInTrivia(cursor: Cursor, { unclosedComment: start }: Lexer): void {
  if (cursor.source.startsWith('\ufeff'))
    cursor.fault(
      'byte-order-mark',
      'Nix takes no byte order mark',
      0,
      1,
      'save the file as UTF-8 without it',
    );
  if (start >= 0)
    cursor.fault(
      'unclosed-comment',
      'this comment is never closed',
      start,
      start + 2,
      'write `*/`',
    );
}

function faultInPipes(cursor: Cursor, { kinds, starts, ends, length }: Lexer): void {
  const { source } = cursor;
  if (!source.includes('|>') && !source.includes('<|')) return;
  for (let index = 0; index < length; index++) {
    const kind = kinds[index];
    if (kind !== TokenKind['|>'] && kind !== TokenKind['<|']) continue;
    const [start, end] = [starts[index] as number, ends[index] as number];
    cursor.fault(
      'pipe-operator',
      `\`${source.slice(start, end)}\` is an experimental operator`,
      start,
      end,
      'enable the experimental feature `pipe-operators`',
    );
  }
}

/** Lines are only counted for a file that has something wrong. */
function placed({ faults, source }: Cursor): SyntaxFault[] {
  if (faults.length === 0) return [];
  const lines = new Lines(source);
  return faults
    .map((fault) => ({ ...fault, ...lines.positionOf(fault.start) }))
    .sort((one, other) => one.start - other.start);
}
