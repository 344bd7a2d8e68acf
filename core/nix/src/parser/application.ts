import { TokenKind } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import { parseAttributePath } from './attributePath.js';
import { startsArgument, tooDeep } from './expression.js';
import { lambdaAsArgument } from './pattern.js';
import { parsePrimary } from './primary.js';
import type { Cursor } from './cursor.js';

/** Parses `f a b`, or what stands alone. */
export function parseApplication(cursor: Cursor): Expression {
  const first = parseSelect(cursor);
  if (!startsArgument(cursor.kind)) return first;
  const passed: Expression[] = [];
  while (startsArgument(cursor.kind)) passed.push(lambdaAsArgument(cursor) ?? parseSelect(cursor));
  return {
    kind: 'call',
    start: first.start,
    end: cursor.previousEnd,
    function: first,
    arguments: passed,
  };
}

/** Parses `set.a.b`, with its `or` where it has one; an item of a list is one of these. */
export function parseSelect(cursor: Cursor): Expression {
  const subject = parsePrimary(cursor);
  const { start } = subject;
  if (cursor.at(TokenKind['.'])) {
    cursor.advance();
    const path = parseAttributePath(cursor);
    if (!cursor.at(TokenKind.or)) return { kind: 'select', start, end: path.end, subject, path };
    cursor.advance();
    const fallback = parseFallback(cursor);
    return { kind: 'select', start, end: fallback.end, subject, path, fallback };
  }
  if (!cursor.at(TokenKind.or) || subject.kind === 'missing') return subject;
  // nixpkgs has a function named `or`; Nix takes `x or` for a call with it.
  const end = cursor.tokens.end(cursor.index);
  const or: Expression = { kind: 'identifier', start: cursor.start, end, name: 'or' };
  cursor.advance();
  return { kind: 'call', start, end, function: subject, arguments: [or] };
}

/** What follows `or` may have an `or` of its own. */
function parseFallback(cursor: Cursor): Expression {
  const fallback = cursor.enter() ? parseSelect(cursor) : tooDeep(cursor);
  cursor.leave();
  return fallback;
}
