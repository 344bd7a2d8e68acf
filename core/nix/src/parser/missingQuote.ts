import type { Lexer } from '../syntax/lexer.js';
import { TokenKind } from '../syntax/tokens.js';

/** A quote that is not there. */
export interface MissingQuote {
  /** An offset: where it should stand. */
  readonly at: number;
  /** Where the string begins that it ends. */
  readonly open: number;
}

/** More places than these are tried in no file: each costs a parse. */
const mostTried = 24;

/**
 * Finds where the quote is missing that ends a string: such a string goes on over the end of its line, up to
 * the next quote, and turns everything behind it inside out. A place only counts if the file can be read
 * with the quote in it.
 */
export function missingQuote(
  { source, tokens }: { readonly source: string; readonly tokens: Lexer },
  isRead: (text: string) => boolean,
): MissingQuote | undefined {
  let tried = 0;
  for (const { open, end } of longStrings(source, tokens))
    for (const at of placesIn(source, open, end)) {
      if (tried++ >= mostTried) return undefined;
      if (isRead(`${source.slice(0, at)}"${source.slice(at)}`)) return { at, open };
    }
  return undefined;
}

/** Strings in plain quotes that go over the end of a line: where they begin, and where that line ends. */
function* longStrings(source: string, { kinds, starts, ends, length }: Lexer) {
  let open = -1;
  for (let index = 0; index < length; index++) {
    if (kinds[index] === TokenKind.stringQuote) open = open < 0 ? (starts[index] as number) : -1;
    else if (kinds[index] === TokenKind.text && open >= 0) {
      const end = source.indexOf('\n', starts[index]);
      if (end >= 0 && end < (ends[index] as number)) yield { open, end };
    }
  }
}

/** Before what ends a value, at the end of the line first: `"a;`, `"a" "b ];`. */
function placesIn(source: string, open: number, end: number): number[] {
  const lineStart = source.lastIndexOf('\n', end - 1) + 1;
  const line = source.slice(lineStart, end).trimEnd();
  const first = Math.max(open + 1 - lineStart, 0);
  // An expression that ends in `$` would begin anew at each blank.
  let closing = line.length;
  while (closing > 0 && /[\s;,)\]}]/.test(line[closing - 1] ?? '')) closing--;
  const others = [...line.matchAll(/[\s;,)\]}]/g)].map(({ index }) => index).reverse();
  return [...new Set([closing, line.length, ...others])]
    .filter((place) => place >= first)
    .map((place) => lineStart + place);
}
