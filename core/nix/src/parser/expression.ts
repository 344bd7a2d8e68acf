import { TokenKind } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import {
  parseAssert,
  parseIf,
  parseLetOrSet,
  parseNameOrLambda,
  parseSetOrLambda,
  parseWith,
} from './head.js';
import { parseOperation } from './operation.js';
import { skipGroup } from './recovery.js';
import type { Cursor } from './cursor.js';

/** What an expression is by its first token. */
const parsers = new Array<(cursor: Cursor) => Expression>(64).fill((cursor) =>
  parseOperation(cursor, 0),
);
parsers[TokenKind.name] = parseNameOrLambda;
parsers[TokenKind['{']] = parseSetOrLambda;
parsers[TokenKind.let] = parseLetOrSet;
parsers[TokenKind.with] = parseWith;
parsers[TokenKind.assert] = parseAssert;
parsers[TokenKind.if] = parseIf;

export function parseExpression(cursor: Cursor): Expression {
  const parse = parsers[cursor.kind] as (cursor: Cursor) => Expression;
  const expression = cursor.enter() ? parse(cursor) : tooDeep(cursor);
  cursor.leave();
  return expression;
}

/** Nested so deeply that nobody wrote it: says so, and goes on behind it. */
export function tooDeep(cursor: Cursor): Expression {
  const { start } = cursor;
  if (!cursor.faults.some(({ code }) => code === 'too-deep'))
    cursor.faultHere('too-deep', 'this is nested too deeply to be read');
  skipGroup(cursor);
  const { previousEnd: end } = cursor;
  return { kind: 'missing', start: Math.min(start, end), end };
}
