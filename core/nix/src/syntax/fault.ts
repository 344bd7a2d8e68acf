/** What is wrong in a file, and where a person would look for it. */
export interface SyntaxFault {
  /** Stable, kebab-case: `missing-semicolon`. */
  readonly code: string;
  /** What is wrong, in one line, without the place. */
  readonly message: string;
  /** What mends it, where that is known. */
  readonly hint?: string;
  /** Offsets in UTF-16 code units; the end is exclusive, and may equal the start. */
  readonly start: number;
  readonly end: number;
  /** Where `start` is; both from 1, the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}
