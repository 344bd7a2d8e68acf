const escapedBreak = /\\+[nrt]/g;

/**
 * A text that is itself inside of a string, with its `\n`, `\r` and `\t` as what they stand for, each
 * character at its old place: `\nghp_…` is a token at the start of a line, and no word "nghp". Undefined
 * where there is nothing of the kind.
 */
export function withoutEscapes(text: string): string | undefined {
  if (!/\\[nrt]/.test(text)) return undefined;
  return text.replace(escapedBreak, (escape) =>
    (escape.endsWith('n') ? '\r\n' : '\t').padStart(escape.length, ' '),
  );
}
