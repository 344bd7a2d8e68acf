import { TokenKind } from '../syntax/tokens.js';
import type { Expression, Identifier, SetPattern } from '../syntax/nodes.js';
import { parseBindings } from './bindings.js';
import { parseExpression } from './expression.js';
import { parseOperation } from './operation.js';
import { parsePattern, patternStartsHere } from './pattern.js';
import { parseName } from './primary.js';
import type { Cursor } from './cursor.js';

/** Parses what a name starts: `x: …`, `x @ { … }: …`, or operators. */
export function parseNameOrLambda(cursor: Cursor): Expression {
  const { start, nextKind } = cursor;
  if (nextKind === TokenKind['@']) return parsePatternLambda(cursor);
  if (nextKind !== TokenKind[':']) return parseOperation(cursor, 0);
  const parameter = parseName(cursor);
  cursor.advance();
  return lambda(cursor, start, parameter);
}

/** Parses what `{` starts: the arguments of a function, or a set and operators. */
export function parseSetOrLambda(cursor: Cursor): Expression {
  return patternStartsHere(cursor) ? parsePatternLambda(cursor) : parseOperation(cursor, 0);
}

function parsePatternLambda(cursor: Cursor): Expression {
  const { start } = cursor;
  const parameter = parsePattern(cursor);
  if (!cursor.take(TokenKind[':']))
    cursor.fault(
      'missing-colon',
      'expected `:` after the arguments of a function',
      cursor.previousEnd,
      cursor.previousEnd,
    );
  return lambda(cursor, start, parameter);
}

function lambda(cursor: Cursor, start: number, parameter: Identifier | SetPattern): Expression {
  const body = parseExpression(cursor);
  return { kind: 'lambda', start, end: cursor.previousEnd, parameter, body };
}

/** Parses what `let` starts: `let … in …`, or the old `let { … }` and operators. */
export function parseLetOrSet(cursor: Cursor): Expression {
  if (cursor.nextKind === TokenKind['{']) return parseOperation(cursor, 0);
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
  const body = parseExpression(cursor);
  return { kind: 'let', start, end: cursor.previousEnd, bindings, body };
}

export function parseWith(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.advance();
  const subject = parseExpression(cursor);
  const meant = listInSubject(cursor, subject);
  if (meant !== undefined) {
    const { end } = meant.subject;
    cursor.fault('missing-semicolon', 'missing `;` after `with …`', end, end, 'write `;` here');
    return { kind: 'with', start, end: cursor.previousEnd, ...meant };
  }
  expectSemicolonAfter(cursor, 'with');
  const body = parseExpression(cursor);
  return { kind: 'with', start, end: cursor.previousEnd, subject, body };
}

/** `with pkgs [ vim ];` ends a binding: nothing is left that could be the body but the list. */
function listInSubject(
  cursor: Cursor,
  subject: Expression,
): { readonly subject: Expression; readonly body: Expression } | undefined {
  if (subject.kind !== 'call' || subject.arguments.length !== 1) return undefined;
  const [body] = subject.arguments;
  if (body?.kind !== 'list' || cursor.kind !== TokenKind[';'] || !bindingEndsHere(cursor))
    return undefined;
  return { subject: subject.function, body };
}

/** Behind the `;` that is here a set ends, or another binding begins. */
function bindingEndsHere(cursor: Cursor): boolean {
  let ahead = cursor.index + 1;
  const first = cursor.kindOf(ahead);
  if (first === TokenKind['}'] || first === TokenKind.inherit || first === TokenKind.in)
    return true;
  while (cursor.kindOf(ahead) === TokenKind.name && cursor.kindOf(ahead + 1) === TokenKind['.'])
    ahead += 2;
  return cursor.kindOf(ahead) === TokenKind.name && cursor.kindOf(ahead + 1) === TokenKind['='];
}

export function parseAssert(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.advance();
  const condition = parseExpression(cursor);
  expectSemicolonAfter(cursor, 'assert');
  const body = parseExpression(cursor);
  return { kind: 'assert', start, end: cursor.previousEnd, condition, body };
}

function expectSemicolonAfter(cursor: Cursor, word: 'with' | 'assert'): void {
  if (cursor.take(TokenKind[';'])) return;
  const at = cursor.previousEnd;
  cursor.fault('missing-semicolon', `missing \`;\` after \`${word} …\``, at, at, 'write `;` here');
}

export function parseIf(cursor: Cursor): Expression {
  const { start } = cursor;
  cursor.advance();
  const condition = parseExpression(cursor);
  expectWord(cursor, 'then', start);
  const consequence = parseExpression(cursor);
  expectWord(cursor, 'else', start);
  const alternative = parseExpression(cursor);
  const { previousEnd: end } = cursor;
  return { kind: 'if', start, end, condition, consequence, alternative };
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
