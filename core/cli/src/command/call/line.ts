/** A line as a shell splits it: quotes and backslashes, and nothing else of a shell. */
export interface SplitLine {
  /** The words that are over. */
  readonly words: readonly string[];
  /** The one that the line ends in; empty after a blank. */
  readonly last: string;
}

export function splitLine(line: string): SplitLine {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (sign === '\\' && quote !== "'") {
      at++;
      word = (word ?? '') + (line[at] ?? '');
    } else if (quote !== undefined) {
      if (sign === quote) quote = undefined;
      else word = (word ?? '') + sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + sign;
  }
  return { words, last: word ?? '' };
}

/** All words of a line, without the name of the program in front. */
export function wordsOf(line: string): readonly string[] {
  const { words, last } = splitLine(line);
  return withoutProgram(last === '' ? words : [...words, last]);
}

export function withoutProgram(words: readonly string[]): readonly string[] {
  return words[0] === 'nixai' ? words.slice(1) : words;
}
