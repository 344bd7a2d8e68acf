/** A piece of an answer that is shown whole or not at all. */
export interface Piece {
  /** Rows of the screen that it takes; parts of a row where it goes on in a paragraph. */
  readonly rows: number;
  /** 0: an answer without it would mislead. The others are taken in this order while they fit. */
  readonly rank: number;
}

/** The columns and rows of the terminal that everybody has. */
const columns = 80;

/** The pieces that fit, in the order in which they were given. */
export function fitting<T extends Piece>(pieces: readonly T[], rows: number): T[] {
  const chosen = new Set(pieces.filter(({ rank }) => rank === 0));
  let left = rows - [...chosen].reduce((sum, piece) => sum + piece.rows, 0);
  for (const piece of pieces.toSorted((a, b) => a.rank - b.rank)) {
    if (chosen.has(piece) || piece.rows > left) continue;
    chosen.add(piece);
    left -= piece.rows;
  }
  return pieces.filter((piece) => chosen.has(piece));
}

/** The rows that Markdown takes when it is drawn, about. */
export function rowsOf(markdown: string): number {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('```'))
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns)), 0);
}

/** The share of a paragraph's rows that a sentence takes. */
export const rowsOfSentence = (sentence: string): number => sentence.length / columns;
