/** What a font of the PDF itself can show, by code point. */
export type Letters = ReadonlySet<number>;

/** Alike enough that nobody is misled. */
const plain: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '≥': '>=',
  '≤': '<=',
  '−': '-',
  '\u00a0': ' ',
  '\u2011': '-',
};

/**
 * A text with letters that a font has: what it has not is named (`U+4E2D`), never a box or another letter.
 * @param missed is told of each that is named.
 */
export function withLetters(text: string, letters: Letters, missed: () => void): string {
  return [...text.normalize('NFC').replaceAll(/\s/g, ' ')]
    .map((letter) => {
      const shown = plain[letter] ?? letter;
      if ([...shown].every((one) => letters.has(one.codePointAt(0) ?? 0))) return shown;
      missed();
      return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    })
    .join('');
}

/** Cuts a text into lines of a width, at blanks where it can; a word that is wider is cut within. */
export function wrapped(
  text: string,
  width: number,
  widthOf: (text: string) => number,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (widthOf(line) > width) {
      const fits = fitting(line, width, widthOf);
      lines.push(line.slice(0, fits));
      line = line.slice(fits);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** How much of a word fits, at least one letter; each half is tried, as a word may be a whole file. */
function fitting(word: string, width: number, widthOf: (text: string) => number): number {
  let [fits, tooLong] = [1, word.length];
  while (tooLong - fits > 1) {
    const half = (fits + tooLong) >> 1;
    if (widthOf(word.slice(0, half)) <= width) fits = half;
    else tooLong = half;
  }
  return fits;
}
