const escapedBreak = /\\+[nrt]|\\\r?\n/g;

/**
 * A text that is itself inside of a string, with its `\n`, `\r` and `\t` as what they stand for, each
 * character at its old place: `\nghp_…` is a token at the start of a line, and no word "nghp". A line
 * that ends with a backslash goes on with the next one. Undefined where there is nothing of the kind.
 */
export function withoutEscapes(text: string): string | undefined {
  if (!/\\(?:[nrt]|\r?\n)/.test(text)) return undefined;
  return text.replace(escapedBreak, (escape) => meaningOf(escape).padStart(escape.length, ' '));
}

function meaningOf(escape: string): string {
  if (escape.endsWith('\n')) return ' ';
  return escape.endsWith('n') ? '\r\n' : '\t';
}
