export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
}

/** Tells the line and the column of offsets in a text. Lines end with `\n`, `\r\n` or `\r`. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(readonly text: string) {
    const ends = /\r\n|\n|\r/g;
    while (ends.exec(text) !== null) this.#starts.push(ends.lastIndex);
  }

  get count(): number {
    return this.#starts.length;
  }

  positionOf(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }

  /** The offset at which a line (from 1) starts; the end of the text beyond the last. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? this.text.length;
  }

  /** A line (from 1) without its end. */
  textOf(line: number): string {
    const start = this.startOf(line);
    let end = this.startOf(line + 1);
    while (end > start && /[\r\n]/.test(this.text.charAt(end - 1))) end--;
    return this.text.slice(start, end);
  }
}
