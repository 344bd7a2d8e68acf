import { TokenKind } from '../syntax/tokens.js';
import type { Attribute, Binding, Expression, Inherit } from '../syntax/nodes.js';
import { isStatic } from '../syntax/staticName.js';
import { parseAttribute, parseAttributePath, startsAttribute } from './attributePath.js';
import { endBinding } from './bindingEnd.js';
import { parseExpression } from './expression.js';
import type { Cursor } from './cursor.js';

/** What ends a list of bindings. */
type Close = typeof TokenKind.in | (typeof TokenKind)['}'];

/** Parses the bindings of a set, or of a `let`, up to what closes them. */
export function parseBindings(cursor: Cursor, close: Close): (Binding | Inherit)[] {
  const from = cursor.collected;
  for (;;) {
    switch (cursor.kind) {
      case TokenKind.inherit:
        cursor.collect(parseInherit(cursor));
        break;
      case TokenKind.name:
      case TokenKind.or:
      case TokenKind.stringQuote:
      case TokenKind.interpolationOpen:
        cursor.collect(parseBinding(cursor, close));
        break;
      case TokenKind.endOfFile:
      case TokenKind['}']:
      case TokenKind.in:
      case TokenKind[')']:
      case TokenKind[']']:
      case TokenKind.interpolationClose:
        return cursor.takeFrom<Binding | Inherit>(from);
      default:
        skipStray(cursor);
    }
  }
}

function parseBinding(cursor: Cursor, close: Close): Binding {
  const { start } = cursor;
  const path = parseAttributePath(cursor);
  const [first] = path.attributes;
  if (close === TokenKind.in && first !== undefined && !isStatic(first))
    cursor.fault('dynamic-in-let', 'a name in `let` cannot be computed', first.start, first.end);
  const hasValue = takeEquals(cursor);
  const { index, faults } = cursor;
  const faultsBefore = faults.length;
  let value = hasValue ? parseExpression(cursor) : missingAfter(cursor);
  if (!cursor.take(TokenKind[';'])) {
    const name = cursor.source.slice(path.start, path.end);
    value = endBinding(cursor, name, value, { index, faults: faultsBefore });
  }
  return { kind: 'binding', start, end: cursor.previousEnd, path, value };
}

/** Takes the `=`, or what people write for it; false where there is no value at all. */
function takeEquals(cursor: Cursor): boolean {
  if (cursor.take(TokenKind['='])) return true;
  const at = cursor.previousEnd;
  switch (cursor.kind) {
    case TokenKind[':']:
      cursor.faultHere('colon-for-equals', '`:` gives no value to an attribute', 'write `=`');
      cursor.advance();
      return true;
    case TokenKind['==']:
      cursor.faultHere('double-equals', '`==` compares', 'write `=` to give a value');
      cursor.advance();
      return true;
    case TokenKind[';']:
    case TokenKind['}']:
    case TokenKind[',']:
    case TokenKind.endOfFile:
      cursor.fault('missing-value', 'this attribute has no value', at, at, 'write `= VALUE`');
      return false;
    default:
      cursor.fault('missing-equals', 'expected `=` and a value', at, at, 'write `=` here');
      return true;
  }
}

function missingAfter({ previousEnd }: Cursor): Expression {
  return { kind: 'missing', start: previousEnd, end: previousEnd };
}

function parseInherit(cursor: Cursor): Inherit {
  const { start } = cursor;
  cursor.advance();
  const source = cursor.kind === TokenKind['('] ? parseInheritSource(cursor) : undefined;
  const from = cursor.collected;
  for (;;) {
    if (startsAttribute(cursor.kind)) cursor.collect(inherited(cursor));
    else if (!skipInInherit(cursor)) break;
  }
  const attributes = cursor.takeFrom<Attribute>(from);
  endInherit(cursor, attributes.at(-1));
  return { kind: 'inherit', start, end: cursor.previousEnd, source, attributes };
}

function inherited(cursor: Cursor): Attribute {
  const attribute = parseAttribute(cursor);
  if (!isStatic(attribute))
    cursor.fault(
      'dynamic-in-inherit',
      'a name after `inherit` cannot be computed',
      attribute.start,
      attribute.end,
    );
  return attribute;
}

function parseInheritSource(cursor: Cursor): Expression {
  const open = cursor.start;
  cursor.advance();
  const source = parseExpression(cursor);
  if (!cursor.take(TokenKind[')']))
    cursor.fault('unclosed-parenthesis', 'this `(` is never closed', open, open + 1, 'write `)`');
  return source;
}

/** Commas and dots that do not belong after `inherit`; false where it is over. */
function skipInInherit(cursor: Cursor): boolean {
  if (cursor.kind === TokenKind[','])
    cursor.faultHere('comma-in-inherit', '`inherit` takes names without commas', 'delete the `,`');
  else if (cursor.kind === TokenKind['.'])
    cursor.faultHere(
      'path-in-inherit',
      '`inherit` takes names, not paths',
      'write `inherit (a) b;` for `a.b`',
    );
  else return false;
  cursor.advance();
  return true;
}

function endInherit(cursor: Cursor, last: Attribute | undefined): void {
  if (cursor.take(TokenKind[';'])) return;
  const at = cursor.previousEnd;
  if (cursor.kind === TokenKind['='] && last !== undefined) {
    // The names of the next binding were taken along: give its name back.
    cursor.backTo(last.start);
    const before = cursor.endBefore;
    cursor.fault('missing-semicolon', 'missing `;` after `inherit …`', before, before, 'write `;`');
    return;
  }
  cursor.fault('missing-semicolon', 'missing `;` after `inherit …`', at, at, 'write `;` here');
}

function skipStray(cursor: Cursor): void {
  const { text } = cursor;
  if (cursor.kind === TokenKind[','])
    cursor.faultHere('comma-in-set', 'bindings are ended by `;`, not by `,`', 'write `;`');
  else if (cursor.kind === TokenKind[';'])
    cursor.faultHere('stray-semicolon', 'there is nothing before this `;`', 'delete it');
  else cursor.faultHere('unexpected', `\`${text}\` cannot start a binding`);
  cursor.advance();
}
