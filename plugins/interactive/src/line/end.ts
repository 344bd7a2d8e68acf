import { joinerAt, opensQuote } from './steps.js';

/** Where a line ends that is not typed to its end yet. */
export interface LineEnd {
  /** The command that it ends in, as it was typed. */
  readonly step: string;
  /** What its last word says so far. */
  readonly word: string;
  /** The quote that is open in that word; empty where none is. */
  readonly quote: string;
}

/** Reads a line as far as it is typed: quotes may be open. */
export function endOf(line: string): LineEnd {
  let [begin, word, quote] = [0, '', ''];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    const joiner = quote === '' ? joinerAt(line, at) : undefined;
    if (sign === '\\' && quote !== "'") word += line[++at] ?? '';
    else if (joiner !== undefined) {
      at += joiner.mark.length - 1;
      [begin, word] = [at + 1, ''];
    } else if (quote !== '' && sign === quote) quote = '';
    else if (quote === '' && opensQuote(line, at)) quote = sign;
    else if (quote === '' && /\s/.test(sign)) word = '';
    else word += sign;
  }
  return { step: line.slice(begin).trimStart(), word, quote };
}

/** How more of a word is typed, so that it is read as it is. */
export function typedAs(text: string, quote: string): string {
  if (quote === "'") return text;
  return text.replace(quote === '"' ? /["\\]/g : /[\s"'\\;&|<>]/g, '\\$&');
}
