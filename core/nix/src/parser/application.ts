import { TokenKind } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import { startsArgument } from './argumentStart.js';
import { parseAttributePath } from './attributePath.js';
import { lambdaAsArgument } from './pattern.js';
import { parsePrimary } from './primary.js';
import { tooDeep } from './expression.js';
import type { Cursor } from './cursor.js';

/** Parses the arguments of a function that was read: `a b` of `f a b`. */
export function parseArguments(cursor: Cursor, start: number, called: Expression): Expression {
  const from = cursor.collected;
  while (startsArgument(cursor.kind))
    cursor.collect(lambdaAsArgument(cursor) ?? parseSelect(cursor));
  const passed = cursor.takeFrom<Expression>(from);
  return { kind: 'call', start, end: cursor.previousEnd, function: called, arguments: passed };
}

/** Parses `set.a.b`, with its `or` where it has one; an item of a list is one of these. */
export function parseSelect(cursor: Cursor): Expression {
  const { start } = cursor;
  const subject = parsePrimary(cursor);
  return (followers[cursor.kind] as Follower)(cursor, start, subject);
}

type Follower = (cursor: Cursor, start: number, subject: Expression) => Expression;

/** What a value is with what follows it: itself, most of the time. */
const followers = new Array<Follower>(64).fill((_cursor, _start, subject) => subject);
followers[TokenKind['.']] = parseSelection;
followers[TokenKind.or] = callOfOr;

function parseSelection(cursor: Cursor, start: number, subject: Expression): Expression {
  cursor.advance();
  const path = parseAttributePath(cursor);
  if (!cursor.take(TokenKind.or))
    return { kind: 'select', start, end: cursor.previousEnd, subject, path };
  const fallback = parseFallback(cursor);
  return { kind: 'select', start, end: cursor.previousEnd, subject, path, fallback };
}

/** What follows `or` may have an `or` of its own. */
function parseFallback(cursor: Cursor): Expression {
  const fallback = cursor.enter() ? parseSelect(cursor) : tooDeep(cursor);
  cursor.leave();
  return fallback;
}

/** nixpkgs has a function named `or`; Nix takes `x or` for a call with it. */
function callOfOr(cursor: Cursor, _start: number, subject: Expression): Expression {
  if (subject.kind === 'missing') return subject;
  const { start, end } = cursor;
  cursor.advance();
  const or: Expression = { kind: 'identifier', start, end, name: 'or' };
  return { kind: 'call', start: subject.start, end, function: subject, arguments: [or] };
}
