import { TokenKind } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import { skipGroup } from './recovery.js';
import { completed, parseHead, type Head } from './head.js';
import { parseOperation } from './operation.js';
import type { Cursor } from './cursor.js';

/**
 * Parses an expression. Chains such as `a: b: c: …` or `else if … else if …` are read in a loop:
 * only brackets make it recurse.
 */
export function parseExpression(cursor: Cursor): Expression {
  const entered = cursor.enter();
  const expression = entered ? headed(cursor) : tooDeep(cursor);
  cursor.leave();
  return expression;
}

function headed(cursor: Cursor): Expression {
  let head = parseHead(cursor);
  if (head === undefined) return parseOperation(cursor, 0);
  const heads: Head[] = [];
  let deep = 0;
  while (head !== undefined) {
    heads.push(head);
    deep++;
    if (!cursor.enter()) break;
    head = parseHead(cursor);
  }
  let body =
    deep === heads.length && head !== undefined ? tooDeep(cursor) : parseOperation(cursor, 0);
  for (let index = heads.length - 1; index >= 0; index--) {
    body = completed(heads[index] as Head, body);
    cursor.leave();
  }
  return body;
}

/** Nested so deeply that nobody wrote it: says so, and goes on behind it. */
export function tooDeep(cursor: Cursor): Expression {
  const { start } = cursor;
  if (!cursor.faults.some(({ code }) => code === 'too-deep'))
    cursor.faultHere('too-deep', 'this is nested too deeply to be read');
  skipGroup(cursor);
  return { kind: 'missing', start, end: Math.max(start, cursor.previousEnd) };
}

/** Whether an expression can start here. */
export function startsExpression(kind: TokenKind): boolean {
  return (
    startsArgument(kind) ||
    kind === TokenKind.if ||
    kind === TokenKind.with ||
    kind === TokenKind.assert ||
    kind === TokenKind['!'] ||
    kind === TokenKind['-']
  );
}

/** Whether what a function can be applied to starts here. */
export const startsArgument = (kind: TokenKind): boolean => argumentStarts[kind] === 1;

const argumentStarts = new Uint8Array(64);
for (const kind of [
  TokenKind.name,
  TokenKind.integer,
  TokenKind.float,
  TokenKind.uri,
  TokenKind.searchPath,
  TokenKind.pathText,
  TokenKind.stringQuote,
  TokenKind.indentedQuote,
  TokenKind['('],
  TokenKind['['],
  TokenKind['{'],
  TokenKind.rec,
  TokenKind.let,
])
  argumentStarts[kind] = 1;
