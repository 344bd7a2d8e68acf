import type { Redactor } from '@nixai/api';
import { clean } from '../sanitize/clean.js';

/** A part of a line before and after it was redacted. */
interface Piece {
  readonly from: number;
  readonly to: number;
  /** How long it is shown; offsets within what is no secret are the same. */
  readonly length: number;
  readonly isSecret: boolean;
}

/** Where a part of a line is shown: offsets of its start, and behind its end. */
export interface Shown {
  readonly start: number;
  readonly end: number;
}

/** In a longer line what was cleaned away is not counted anew for each place. */
const longestCounted = 10_000;

/** The lines of a text as they may be shown: as many as before, harmless and without secrets. */
export class Excerpt {
  readonly #given: readonly string[];
  readonly #clean: readonly string[];
  readonly #shown: readonly string[];
  readonly #pieces = new Map<number, readonly Piece[]>();

  constructor(
    text: string,
    readonly redactor: Pick<Redactor, 'redactLines' | 'restore'>,
  ) {
    this.#given = text.split(/\r\n|\n|\r/);
    // One by one: what a terminal takes for the end of a line may be none where lines are counted.
    this.#clean = this.#given.map((line) => clean(line).replaceAll('\n', ' '));
    this.#shown = redactor.redactLines(this.#clean.join('\n')).split('\n');
  }

  /** A line (from 1) without its end. */
  line(line: number): string {
    return this.#shown[line - 1] ?? '';
  }

  /**
   * Where a part of a line is shown. What lies in a secret is told with the whole of its placeholder.
   * @param start offset in the line as it was given.
   * @param end behind the last character of the part; Infinity for the end of the line.
   */
  span(line: number, start: number, end: number): Shown {
    const first = this.#placeOf(line, start).start;
    return { start: first, end: Math.max(first, this.#placeOf(line, end).end) };
  }

  #placeOf(line: number, given: number): Shown {
    const offset = this.#inClean(line, given);
    const pieces = this.#piecesOf(line);
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((pieces[middle]?.from ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const { from, to, length, isSecret } = pieces[low] ?? { from: 0, to: 0, length: 0 };
    const inside = Math.max(0, offset - from);
    if (isSecret === true) return { start: to, end: inside === 0 ? to : to + length };
    // What ends where a secret ends is shown to the end of its placeholder.
    return { start: to + inside, end: to + inside };
  }

  #inClean(line: number, offset: number): number {
    const [given = '', harmless = ''] = [this.#given[line - 1], this.#clean[line - 1]];
    const isCounted = given !== harmless && given.length <= longestCounted;
    return Math.min(isCounted ? clean(given.slice(0, offset)).length : offset, harmless.length);
  }

  #piecesOf(line: number): readonly Piece[] {
    const known = this.#pieces.get(line);
    if (known !== undefined) return known;
    const parts = this.line(line)
      .split(/(<SECRET:[a-z0-9-]+:\d+>)/)
      .map((text, at) => ({
        length: text.length,
        isSecret: at % 2 === 1,
        // Of a secret over several lines the first one is here.
        was: this.redactor.restore(text).split('\n')[0]?.length ?? 0,
      }));
    const shown = parts.reduce((sum, { was }) => sum + was, 0);
    // The end of one that began on a line before is not shown at all.
    let [from, to] = [Math.max(0, (this.#clean[line - 1] ?? '').length - shown), 0];
    const pieces = parts.map(({ length, isSecret, was }): Piece => {
      const piece = { from, to, length, isSecret };
      from += was;
      to += length;
      return piece;
    });
    this.#pieces.set(line, pieces);
    return pieces;
  }
}
