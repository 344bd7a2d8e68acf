/** A value as it stands in a text, without its quotes. */
export interface Value {
  readonly start: number;
  readonly end: number;
  /** Where to go on reading. */
  readonly next: number;
  readonly form: 'quoted' | 'bare';
}

/** No password is longer; what is, is read up to here. */
const longest = 4096;

/**
 * Reads the value at a place: in double or single quotes, in Nix's two single quotes, in quotes that
 * are escaped because the text is itself in a string, or bare up to a blank.
 */
export function readValue(text: string, at: number): Value {
  for (const quote of [`\\\\"`, `\\"`, "\\'", "''", '"', "'", '`'])
    if (text.startsWith(quote, at)) {
      const start = at + quote.length;
      const end = closingQuote(text, start, quote);
      return { start, end, next: end + quote.length, form: 'quoted' };
    }
  return readBare(text, at);
}

function closingQuote(text: string, start: number, quote: string): number {
  const limit = Math.min(text.length, start + longest);
  for (let at = start; at < limit; at++) {
    if (text.startsWith(quote, at)) return at;
    if (text[at] === '\\') at++;
  }
  return limit;
}

/** Up to a blank or a quote, without the punctuation that ends it, or the next of several settings. */
function readBare(text: string, start: number): Value {
  bare.lastIndex = start;
  const whole = bare.exec(text)?.[0] ?? '';
  const upToNext = whole.replace(/[,&](?=[\w.-]{1,40}=).*$/s, '');
  const length = trimmedLength(upToNext);
  return { start, end: start + length, next: start + Math.max(length, 1), form: 'bare' };
}

const bare = new RegExp(`[^\\s"'\`<>]{0,${longest}}`, 'y');

function trimmedLength(text: string): number {
  let length = text.length;
  while (length > 0 && ';,)}]\\'.includes(text[length - 1] ?? ' ')) length--;
  return length;
}
