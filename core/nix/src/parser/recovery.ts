import { TokenKind } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import type { Cursor } from './cursor.js';

const closers = new Set<TokenKind>([
  TokenKind['}'],
  TokenKind[')'],
  TokenKind[']'],
  TokenKind.interpolationClose,
]);
const openers = new Set<TokenKind>([
  TokenKind['{'],
  TokenKind['('],
  TokenKind['['],
  TokenKind.interpolationOpen,
]);

/** What follows ends what is around it: an expression is missing, and nothing is skipped. */
const enders = new Set<TokenKind>([
  ...closers,
  TokenKind.endOfFile,
  TokenKind[';'],
  TokenKind[','],
  TokenKind.then,
  TokenKind.else,
  TokenKind.in,
  TokenKind['='],
  TokenKind.inherit,
]);

/** Stands in for an expression that is not there. */
export function unexpected(cursor: Cursor): Expression {
  const { previousEnd } = cursor;
  if (enders.has(cursor.kind)) {
    cursor.fault('missing-expression', 'expected an expression', previousEnd, previousEnd);
    return { kind: 'missing', start: previousEnd, end: previousEnd };
  }
  const { start, text } = cursor;
  cursor.faultHere('unexpected', `\`${text}\` cannot start an expression`, hintFor(cursor));
  cursor.advance();
  return { kind: 'missing', start, end: cursor.previousEnd };
}

function hintFor({ kind, text }: Cursor): string | undefined {
  if (
    kind === TokenKind.if ||
    kind === TokenKind.with ||
    kind === TokenKind.assert ||
    kind === TokenKind.let
  )
    return `put \`${text} …\` into parentheses`;
  if (kind === TokenKind.unknown && text === '$')
    return 'a reference is `${name}`, inside a string';
  if (kind === TokenKind.unknown && text === "'")
    return "strings are written with `\"` or with `''`";
  return undefined;
}

/** Skips to the end of the brackets that are open here, or of the file. */
export function skipGroup(cursor: Cursor): void {
  let open = 0;
  while (cursor.kind !== TokenKind.endOfFile) {
    if (openers.has(cursor.kind)) open++;
    else if (closers.has(cursor.kind) && --open < 0) return;
    cursor.advance();
  }
}

/** Skips what cannot be understood up to the `;` of a binding, or to what closes its set. */
export function skipToEndOfBinding(cursor: Cursor): void {
  let open = 0;
  if (startsBinding(cursor.kind)) return;
  while (cursor.kind !== TokenKind.endOfFile) {
    if (openers.has(cursor.kind)) open++;
    else if (closers.has(cursor.kind) && --open < 0) return;
    if (open === 0 && cursor.kind === TokenKind.in) return;
    if (open === 0 && cursor.take(TokenKind[';'])) return;
    cursor.advance();
  }
}

const startsBinding = (kind: TokenKind): boolean =>
  kind === TokenKind.name || kind === TokenKind.inherit || kind === TokenKind.stringQuote;

/** Something in a list that is no item; false where the list is over. */
export function faultInList(cursor: Cursor, open: number): boolean {
  const { kind, text } = cursor;
  if (kind === TokenKind[',']) {
    cursor.faultHere('comma-in-list', 'items of a list are separated by blanks', 'delete the `,`');
    cursor.advance();
    return true;
  }
  if (kind === TokenKind[';'] && listGoesOn(cursor)) {
    cursor.faultHere(
      'semicolon-in-list',
      'items of a list are separated by blanks',
      'delete the `;`',
    );
    cursor.advance();
    return true;
  }
  if (enders.has(kind)) {
    const hint = 'write `]` where the list ends';
    cursor.fault('unclosed-bracket', 'this `[` is never closed', open, open + 1, hint);
    return false;
  }
  cursor.faultHere(
    'bad-item',
    `\`${text}\` cannot stand between the items of a list`,
    'put an item that is more than a name or a value into parentheses',
  );
  cursor.advance();
  return true;
}

/** Whether the list's own bracket comes before anything that belongs to the set around it. */
function listGoesOn(cursor: Cursor): boolean {
  for (let ahead = cursor.index + 1; ; ahead++) {
    const kind = cursor.kindOf(ahead);
    if (kind === TokenKind[']']) return true;
    if (kind === TokenKind['='] || kind === TokenKind['}'] || kind === TokenKind.endOfFile)
      return false;
  }
}
