import { TokenKind } from '../syntax/tokens.js';
import type { AttributeSet, Expression, Identifier, List } from '../syntax/nodes.js';
import { parseSelect } from './application.js';
import { startsArgument } from './argumentStart.js';
import { parseBindings } from './bindings.js';
import { parseExpression, tooDeep } from './expression.js';
import { faultInList, unexpected } from './recovery.js';
import { parsePath, parseString } from './text.js';
import type { Cursor } from './cursor.js';

type Parser = (cursor: Cursor) => Expression;

/** What needs no operator, by its first token. */
const parsers = new Array<Parser>(64).fill(unexpected);
parsers[TokenKind.name] = parseName;
parsers[TokenKind.integer] = parseInteger;
parsers[TokenKind.float] = (cursor) => literal(cursor, 'float');
parsers[TokenKind.uri] = (cursor) => literal(cursor, 'uri');
parsers[TokenKind.searchPath] = parseSearchPath;
parsers[TokenKind.pathText] = parsePath;
parsers[TokenKind.stringQuote] = parseString;
parsers[TokenKind.indentedQuote] = parseString;
parsers[TokenKind['(']] = parseParentheses;
parsers[TokenKind['[']] = (cursor) => bracketed(cursor, parseList);
parsers[TokenKind['{']] = (cursor) => bracketed(cursor, parsePlainSet);
parsers[TokenKind.rec] = (cursor) => bracketed(cursor, parseRecursiveSet);
parsers[TokenKind.let] = (cursor) =>
  cursor.nextKind === TokenKind['{'] ? bracketed(cursor, parseOldLet) : unexpected(cursor);

/** Parses what needs no operator: a name, a literal, brackets with what is between them. */
export function parsePrimary(cursor: Cursor): Expression {
  return (parsers[cursor.kind] as Parser)(cursor);
}

export function parseName(cursor: Cursor): Identifier {
  const { start, text } = cursor;
  cursor.advance();
  return { kind: 'identifier', start, end: cursor.previousEnd, name: text };
}

function literal<K extends 'integer' | 'float' | 'uri'>(cursor: Cursor, kind: K) {
  const { start, text } = cursor;
  cursor.advance();
  return { kind, start, end: cursor.previousEnd, text };
}

function parseSearchPath(cursor: Cursor): Expression {
  const { start, text } = cursor;
  cursor.advance();
  return { kind: 'searchPath', start, end: cursor.previousEnd, name: text.slice(1, -1) };
}

const largest = 9223372036854775807n;

function parseInteger(cursor: Cursor): Expression {
  const { text } = cursor;
  if (text.length > 18 && BigInt(text) > largest)
    cursor.faultHere('integer-too-large', `${text} is more than an integer can be`);
  return literal(cursor, 'integer');
}

/** Brackets are where the parser recurses. */
function bracketed(cursor: Cursor, parse: (cursor: Cursor) => Expression): Expression {
  const inner = cursor.enter() ? parse(cursor) : tooDeep(cursor);
  cursor.leave();
  return inner;
}

function parseParentheses(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.advance();
  const inner = parseExpression(cursor);
  if (!cursor.take(TokenKind[')']))
    cursor.fault(
      'unclosed-parenthesis',
      'this `(` is never closed',
      start,
      start + 1,
      'write `)` where it ends',
    );
  return { kind: 'parenthesized', start, end: cursor.previousEnd, inner };
}

function parseList(cursor: Cursor): List {
  const { start } = cursor;
  cursor.advance();
  const from = cursor.collected;
  for (;;) {
    while (startsArgument(cursor.kind)) cursor.collect(parseSelect(cursor));
    if (cursor.take(TokenKind[']'])) break;
    if (!faultInList(cursor, start)) break;
  }
  const items = cursor.takeFrom<Expression>(from);
  return { kind: 'list', start, end: cursor.previousEnd, items };
}

const parsePlainSet = (cursor: Cursor): AttributeSet => parseSet(cursor, 'plain');
const parseRecursiveSet = (cursor: Cursor): AttributeSet => parseSet(cursor, 'recursive');
const parseOldLet = (cursor: Cursor): AttributeSet => parseSet(cursor, 'let');

function parseSet(cursor: Cursor, form: AttributeSet['form']): AttributeSet {
  const { start } = cursor;
  if (form !== 'plain') cursor.advance();
  const open = cursor.start;
  if (!cursor.take(TokenKind['{'])) {
    cursor.fault('missing-brace', 'expected `{` after `rec`', start, cursor.previousEnd);
    return { kind: 'set', start, end: cursor.previousEnd, form, bindings: [] };
  }
  const bindings = parseBindings(cursor, TokenKind['}']);
  if (!cursor.take(TokenKind['}']))
    cursor.fault(
      'unclosed-brace',
      'this `{` is never closed',
      open,
      open + 1,
      'write `}` where the set ends',
    );
  return { kind: 'set', start, end: cursor.previousEnd, form, bindings };
}
