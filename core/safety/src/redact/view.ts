import type { Span } from './span.js';

/** A text as it is read in some way, and where in the text each place of it lies. */
export interface View {
  readonly text: string;
  /** The span of the text that a span of the view stands for. */
  spanOf(span: Span): Span;
}

/** The text itself. */
export const plainView = (text: string): View => ({ text, spanOf: (span) => span });

/** Puts a view together, from the text's beginning to its end. */
export class ViewBuilder {
  readonly #parts: string[] = [];
  /** Of each part: where it begins in the view, and which part of the source it stands for. */
  readonly #at: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  #length = 0;

  constructor(
    readonly source: string,
    /** The view that the source is of. */
    readonly outer: View,
  ) {}

  /** A part of the source as it is. */
  keep(from: number, to: number): void {
    this.put(this.source.slice(from, to), from, to);
  }

  /** What is read in the place of a part of the source. */
  put(text: string, from: number, to: number): void {
    if (text === '') return;
    this.#parts.push(text);
    this.#at.push(this.#length);
    this.#from.push(from);
    this.#to.push(to);
    this.#length += text.length;
  }

  view(): View {
    return { text: this.#parts.join(''), spanOf: (span) => this.outer.spanOf(this.#spanOf(span)) };
  }

  #spanOf({ start, end, kind }: Span): Span {
    const first = this.#partAt(start);
    const last = this.#partAt(end - 1);
    return {
      start: this.#isKept(first) ? this.#source(first, start) : (this.#from[first] ?? 0),
      end: this.#isKept(last) ? this.#source(last, end - 1) + 1 : (this.#to[last] ?? 0),
      kind,
    };
  }

  #source(part: number, place: number): number {
    return (this.#from[part] ?? 0) + place - (this.#at[part] ?? 0);
  }

  #isKept(part: number): boolean {
    const length = (this.#at[part + 1] ?? this.#length) - (this.#at[part] ?? 0);
    return length === (this.#to[part] ?? 0) - (this.#from[part] ?? 0);
  }

  #partAt(place: number): number {
    let low = 0;
    let high = this.#at.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#at[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
