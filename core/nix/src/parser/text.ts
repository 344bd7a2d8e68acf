import { TokenKind } from '../syntax/tokens.js';
import type { Interpolation, PathLiteral, StringLiteral, Text } from '../syntax/nodes.js';
import { parseExpression } from './expression.js';
import type { Cursor } from './cursor.js';

/** Parses a string of either kind. */
export function parseString(cursor: Cursor): StringLiteral {
  const { start, kind: quote } = cursor;
  const indented = quote === TokenKind.indentedQuote;
  cursor.advance();
  const parts = parseParts(cursor);
  if (!cursor.take(quote))
    cursor.fault(
      'unclosed-string',
      `this string is never closed`,
      start,
      start + (indented ? 2 : 1),
      `write ${indented ? "''" : '"'} where it ends`,
    );
  return { kind: 'string', start, end: cursor.previousEnd, indented, parts };
}

export function parsePath(cursor: Cursor): PathLiteral {
  const { start } = cursor;
  const parts = parseParts(cursor);
  const { previousEnd: end } = cursor;
  cursor.take(TokenKind.pathEnd);
  if (cursor.source[end - 1] === '/')
    cursor.fault(
      'path-ends-in-slash',
      'a path cannot end in a slash',
      end - 1,
      end,
      'delete the slash',
    );
  else if (parts.length === 1 && cursor.source.slice(start, end).includes('//'))
    cursor.fault(
      'double-slash',
      'a path cannot have two slashes in a row',
      start,
      end,
      'write one',
    );
  return { kind: 'path', start, end, parts };
}

type Parser = (cursor: Cursor) => Text | Interpolation;

/** What strings and paths are made of. */
const parsers = new Array<Parser | undefined>(64).fill(undefined);
parsers[TokenKind.text] = parseText;
parsers[TokenKind.pathText] = parseText;
parsers[TokenKind.interpolationOpen] = parseInterpolation;

function parseParts(cursor: Cursor): (Text | Interpolation)[] {
  const from = cursor.collected;
  for (;;) {
    const parse = parsers[cursor.kind];
    if (parse === undefined) return cursor.takeFrom<Text | Interpolation>(from);
    cursor.collect(parse(cursor));
  }
}

function parseText(cursor: Cursor): Text {
  const { start, end, text } = cursor;
  cursor.advance();
  return { kind: 'text', start, end, text };
}

/** Parses `${ … }`. */
export function parseInterpolation(cursor: Cursor): Interpolation {
  const { start } = cursor;
  cursor.advance();
  const expression = parseExpression(cursor);
  if (!cursor.take(TokenKind.interpolationClose))
    cursor.fault(
      'unclosed-interpolation',
      'this `${` is never closed',
      start,
      start + 2,
      "write `}` where it ends; for a literal `${` write `\\${`, or `''${` in an indented string",
    );
  return { kind: 'interpolation', start, end: cursor.previousEnd, expression };
}
