import { TokenKind } from '../syntax/tokens.js';
import type { Expression, Formal, Identifier, SetPattern } from '../syntax/nodes.js';
import { parseExpression } from './expression.js';
import { parseName } from './primary.js';
import type { Cursor } from './cursor.js';

/** Whether the `{` at hand opens the arguments of a function, and not a set. */
export function patternStartsHere(cursor: Cursor): boolean {
  const first = cursor.index + 1;
  switch (cursor.kindOf(first)) {
    case TokenKind['...']:
      return true;
    case TokenKind['}']:
      return endsPattern(cursor, first);
    case TokenKind.name:
      break;
    default:
      return false;
  }
  switch (cursor.kindOf(first + 1)) {
    case TokenKind[',']:
    case TokenKind['?']:
      return true;
    case TokenKind['}']:
      return endsPattern(cursor, first + 1);
    default:
      return false;
  }
}

/** Whether a `}` ends the arguments of a function. */
function endsPattern(cursor: Cursor, brace: number): boolean {
  const kind = cursor.kindOf(brace + 1);
  return kind === TokenKind[':'] || kind === TokenKind['@'];
}

/** Parses `{ a, b ? 1, ... } @ all` or `all @ { … }`. */
export function parsePattern(cursor: Cursor): SetPattern {
  const { start } = cursor;
  let whole: Identifier | undefined;
  if (cursor.kind === TokenKind.name) {
    whole = parseName(cursor);
    cursor.take(TokenKind['@']);
  }
  if (!cursor.take(TokenKind['{']))
    cursor.fault('missing-brace', 'expected `{` after `@`', cursor.previousEnd, cursor.previousEnd);
  const { formals, ellipsis } = parseFormals(cursor);
  if (cursor.take(TokenKind['@'])) {
    if (cursor.kind === TokenKind.name) {
      const name = parseName(cursor);
      if (whole !== undefined)
        cursor.fault(
          'named-twice',
          'the arguments are named before and after',
          name.start,
          name.end,
        );
      whole ??= name;
    } else cursor.faultHere('missing-name', 'expected a name after `@`');
  }
  return { kind: 'pattern', start, end: cursor.previousEnd, formals, ellipsis, whole };
}

function parseFormals(cursor: Cursor): { formals: Formal[]; ellipsis: boolean } {
  const from = cursor.collected;
  let ellipsis = false;
  for (;;) {
    if (cursor.take(TokenKind['...'])) {
      ellipsis = true;
    } else if (cursor.kind === TokenKind.name) cursor.collect(parseFormal(cursor));
    else break;
    if (cursor.kind === TokenKind[',']) {
      if (ellipsis)
        cursor.faultHere('after-ellipsis', 'nothing may follow `...`', 'write `...` last');
      cursor.advance();
    } else if (cursor.kind === TokenKind.name || cursor.kind === TokenKind['...']) {
      const at = cursor.previousEnd;
      cursor.fault('missing-comma', 'missing `,` between two arguments', at, at, 'write `,` here');
    } else break;
  }
  if (!cursor.take(TokenKind['}'])) skipToBrace(cursor);
  return { formals: cursor.takeFrom<Formal>(from), ellipsis };
}

function parseFormal(cursor: Cursor): Formal {
  const name = parseName(cursor);
  const fallback = cursor.take(TokenKind['?']) ? parseExpression(cursor) : undefined;
  return { kind: 'formal', start: name.start, end: cursor.previousEnd, name, fallback };
}

function skipToBrace(cursor: Cursor): void {
  cursor.faultHere('bad-argument', 'expected the name of an argument, `...` or `}`');
  while (cursor.kind !== TokenKind['}'] && cursor.kind !== TokenKind[':']) {
    if (cursor.kind === TokenKind.endOfFile) return;
    cursor.advance();
  }
  cursor.take(TokenKind['}']);
}

/** `f x: y` lacks parentheses around the function that is passed. */
export function lambdaAsArgument(cursor: Cursor): Expression | undefined {
  const isNamed = cursor.kind === TokenKind.name && cursor.nextKind === TokenKind[':'];
  if (!isNamed) return undefined;
  const { start } = cursor;
  const lambda = parseExpression(cursor);
  cursor.fault(
    'lambda-needs-parentheses',
    'a function that is passed as an argument needs parentheses',
    start,
    lambda.end,
    'write `(` before it and `)` behind it',
  );
  return lambda;
}
