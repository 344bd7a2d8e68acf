import { TokenKind } from '../syntax/tokens.js';
import type { Expression } from '../syntax/nodes.js';
import { parseExpression } from './expression.js';
import { skipToEndOfBinding } from './recovery.js';
import type { Cursor, Place } from './cursor.js';

/**
 * Goes on where the `;` behind a value is missing. The value has often swallowed the name of the next
 * binding (`a = true` above `b = 1;` reads as `true b`): it is then read again without it, `from`
 * where it starts.
 */
export function endBinding(
  cursor: Cursor,
  name: string,
  value: Expression,
  from: Place,
): Expression {
  const nameOfNext = cursor.kind === TokenKind['='] ? startOfPathBefore(cursor) : undefined;
  const again =
    nameOfNext !== undefined && nameOfNext > from.index
      ? cursor.retryUpTo(nameOfNext, from, () => parseExpression(cursor))
      : undefined;
  if (cursor.kind === TokenKind[',']) {
    cursor.faultHere('comma-in-set', 'bindings are ended by `;`, not by `,`', 'write `;`');
    cursor.advance();
    return again ?? value;
  }
  missingSemicolon(cursor, name);
  if (again === undefined) skipToEndOfBinding(cursor);
  return again ?? value;
}

function missingSemicolon(cursor: Cursor, name: string): void {
  const at = cursor.previousEnd;
  const { kind } = cursor;
  const known =
    kind === TokenKind['}'] ||
    kind === TokenKind.in ||
    kind === TokenKind.endOfFile ||
    kind === TokenKind['='] ||
    kind === TokenKind.name ||
    kind === TokenKind.inherit ||
    kind === TokenKind.stringQuote;
  if (known)
    cursor.fault(
      'missing-semicolon',
      `missing \`;\` after the value of \`${name}\``,
      at,
      at,
      'write `;` here',
    );
  else cursor.faultHere('unexpected', `\`${cursor.text}\` cannot stand here`);
}

/** The index of the first token of the attribute path that stands before the token at hand. */
function startOfPathBefore(cursor: Cursor): number | undefined {
  let index = cursor.index - 1;
  for (;;) {
    const start = startOfAttribute(cursor, index);
    if (start === undefined) return undefined;
    if (cursor.kindOf(start - 1) !== TokenKind['.']) return start;
    index = start - 2;
  }
}

function startOfAttribute(cursor: Cursor, index: number): number | undefined {
  const kind = cursor.kindOf(index);
  if (kind === TokenKind.name || kind === TokenKind.or) return index;
  if (kind !== TokenKind.stringQuote) return undefined;
  let open = index - 1;
  while (open > 0 && cursor.kindOf(open) === TokenKind.text) open--;
  return cursor.kindOf(open) === TokenKind.stringQuote ? open : undefined;
}
