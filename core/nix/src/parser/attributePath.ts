import { TokenKind } from '../syntax/tokens.js';
import type { Attribute, AttributePath } from '../syntax/nodes.js';
import { parseInterpolation, parseString } from './text.js';
import type { Cursor } from './cursor.js';

/** Parses `a."b".${c}`. */
export function parseAttributePath(cursor: Cursor): AttributePath {
  const from = cursor.collected;
  const first = parseAttribute(cursor) ?? missingAttribute(cursor);
  cursor.collect(first);
  const { start } = first;
  while (cursor.take(TokenKind['.']))
    cursor.collect(parseAttribute(cursor) ?? missingAttribute(cursor));
  const attributes = cursor.takeFrom<Attribute>(from);
  return { kind: 'attributePath', start, end: cursor.previousEnd, attributes };
}

/** Parses one attribute, or returns undefined where none starts. */
export function parseAttribute(cursor: Cursor): Attribute | undefined {
  switch (cursor.kind) {
    case TokenKind.name:
    case TokenKind.or: {
      const { start, text } = cursor;
      cursor.advance();
      return { kind: 'identifier', start, end: cursor.previousEnd, name: text };
    }
    case TokenKind.stringQuote:
      return parseString(cursor);
    case TokenKind.interpolationOpen:
      return parseInterpolation(cursor);
    default:
      return undefined;
  }
}

function missingAttribute(cursor: Cursor): Attribute {
  const at = cursor.previousEnd;
  const word = cursor.kind >= TokenKind.if && cursor.kind <= TokenKind.inherit;
  const { start, text } = cursor;
  if (word && start === at && cursor.kindOf(cursor.index - 1) === TokenKind['.']) {
    cursor.faultHere(
      'keyword-as-attribute',
      `\`${text}\` is a keyword and no attribute name`,
      `write "${text}" in quotes`,
    );
    cursor.advance();
    return { kind: 'identifier', start, end: cursor.previousEnd, name: text };
  }
  cursor.fault('missing-attribute', 'expected the name of an attribute', at, at);
  return { kind: 'identifier', start: at, end: at, name: '' };
}
