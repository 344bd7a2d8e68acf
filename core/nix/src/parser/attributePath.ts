import { TokenKind } from '../syntax/tokens.js';
import type { Attribute, AttributePath } from '../syntax/nodes.js';
import { parseName } from './primary.js';
import { parseInterpolation, parseString } from './text.js';
import type { Cursor } from './cursor.js';

type Parser = (cursor: Cursor) => Attribute;

/** What an attribute is by its first token. */
const parsers = new Array<Parser>(64).fill(missingAttribute);
parsers[TokenKind.name] = parseName;
parsers[TokenKind.or] = parseName;
parsers[TokenKind.stringQuote] = parseString;
parsers[TokenKind.interpolationOpen] = parseInterpolation;

export const startsAttribute = (kind: TokenKind): boolean => parsers[kind] !== missingAttribute;

/** Parses `a."b".${c}`. */
export function parseAttributePath(cursor: Cursor): AttributePath {
  const from = cursor.collected;
  do cursor.collect(parseAttribute(cursor));
  while (cursor.take(TokenKind['.']));
  const attributes = cursor.takeFrom<Attribute>(from);
  const { start } = attributes[0] as Attribute;
  return { kind: 'attributePath', start, end: cursor.previousEnd, attributes };
}

export function parseAttribute(cursor: Cursor): Attribute {
  return (parsers[cursor.kind] as Parser)(cursor);
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
