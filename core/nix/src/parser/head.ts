import { TokenKind } from '../syntax/tokens.js';
import type { Binding, Expression, Identifier, Inherit, SetPattern } from '../syntax/nodes.js';
import { parseBindings } from './bindings.js';
import { parseExpression } from './expression.js';
import { parseName } from './primary.js';
import { parsePattern, patternStartsHere } from './pattern.js';
import type { Cursor } from './cursor.js';

/** Everything of an expression before its last part: `x:`, `let … in`, `if … then … else`. */
export type Head =
  | { kind: 'lambda'; start: number; parameter: Identifier | SetPattern }
  | { kind: 'let'; start: number; bindings: readonly (Binding | Inherit)[] }
  | { kind: 'with'; start: number; subject: Expression }
  | { kind: 'assert'; start: number; condition: Expression }
  | { kind: 'if'; start: number; condition: Expression; consequence: Expression };

export function parseHead(cursor: Cursor): Head | undefined {
  switch (cursor.kind) {
    case TokenKind.name:
      return parseNamedLambda(cursor);
    case TokenKind['{']:
      return patternStartsHere(cursor) ? parsePatternLambda(cursor) : undefined;
    case TokenKind.let:
      return cursor.nextKind === TokenKind['{'] ? undefined : parseLet(cursor);
    case TokenKind.with:
      return parseWith(cursor);
    case TokenKind.assert:
      return parseAssert(cursor);
    case TokenKind.if:
      return parseIf(cursor);
    default:
      return undefined;
  }
}

/** The expression that a head makes of its last part. Written out: spreading is slow here. */
export function completed(head: Head, body: Expression): Expression {
  const { start } = head;
  const { end } = body;
  switch (head.kind) {
    case 'lambda':
      return { kind: 'lambda', start, end, parameter: head.parameter, body };
    case 'let':
      return { kind: 'let', start, end, bindings: head.bindings, body };
    case 'with':
      return { kind: 'with', start, end, subject: head.subject, body };
    case 'assert':
      return { kind: 'assert', start, end, condition: head.condition, body };
    case 'if': {
      const { condition, consequence } = head;
      return { kind: 'if', start, end, condition, consequence, alternative: body };
    }
  }
}

function parseNamedLambda(cursor: Cursor): Head | undefined {
  const next = cursor.nextKind;
  if (next !== TokenKind[':'] && next !== TokenKind['@']) return undefined;
  const { start } = cursor;
  if (next === TokenKind['@']) return parsePatternLambda(cursor);
  const parameter = parseName(cursor);
  cursor.advance();
  return { kind: 'lambda', start, parameter };
}

function parsePatternLambda(cursor: Cursor): Head {
  const { start } = cursor;
  const parameter = parsePattern(cursor);
  if (!cursor.take(TokenKind[':']))
    cursor.fault(
      'missing-colon',
      'expected `:` after the arguments of a function',
      cursor.previousEnd,
      cursor.previousEnd,
    );
  return { kind: 'lambda', start, parameter };
}

function parseLet(cursor: Cursor): Head {
  const { start } = cursor;
  cursor.advance();
  const bindings = parseBindings(cursor, TokenKind.in);
  if (!cursor.take(TokenKind.in))
    cursor.fault(
      'let-without-in',
      'this `let` has no `in`',
      start,
      start + 3,
      'write `in` and the expression that uses these names',
    );
  return { kind: 'let', start, bindings };
}

function parseWith(cursor: Cursor): Head {
  const { start } = cursor;
  cursor.advance();
  const subject = parseExpression(cursor);
  expectSemicolonAfter(cursor, 'with');
  return { kind: 'with', start, subject };
}

function parseAssert(cursor: Cursor): Head {
  const { start } = cursor;
  cursor.advance();
  const condition = parseExpression(cursor);
  expectSemicolonAfter(cursor, 'assert');
  return { kind: 'assert', start, condition };
}

function expectSemicolonAfter(cursor: Cursor, word: 'with' | 'assert'): void {
  if (cursor.take(TokenKind[';'])) return;
  const at = cursor.previousEnd;
  cursor.fault('missing-semicolon', `missing \`;\` after \`${word} …\``, at, at, 'write `;` here');
}

function parseIf(cursor: Cursor): Head {
  const { start } = cursor;
  cursor.advance();
  const condition = parseExpression(cursor);
  expectWord(cursor, 'then', start);
  const consequence = parseExpression(cursor);
  expectWord(cursor, 'else', start);
  return { kind: 'if', start, condition, consequence };
}

function expectWord(cursor: Cursor, word: 'then' | 'else', start: number): void {
  if (cursor.kind === TokenKind['='] && word === 'then') {
    cursor.faultHere('single-equals', '`=` does not compare', 'write `==`');
    cursor.advance();
    parseExpression(cursor);
  }
  if (cursor.take(TokenKind[word])) return;
  const hint = word === 'else' ? 'an `if` always has an `else`' : undefined;
  cursor.fault(`missing-${word}`, `this \`if\` has no \`${word}\``, start, start + 2, hint);
}
