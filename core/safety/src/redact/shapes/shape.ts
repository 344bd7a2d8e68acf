/** A secret that is known by how it looks, wherever it stands. */
export interface TokenShape {
  /** After its issuer; part of the placeholder. */
  readonly kind: string;
  /** What it begins with, literally; several with `|` between them. None: it is known by its form alone. */
  readonly prefix?: string;
  /** For one without a prefix: what is in it, literally. A text without that is not looked through. */
  readonly sign?: string;
  /** A regular expression for what comes after the prefix; every repetition in it is bounded. */
  readonly rest: string;
  /** What may not come right before it; by default a letter or digit, so that a hash is no token. */
  readonly before?: string;
}

/** A row of a table: kind, prefixes, what comes after them. */
export type Row = readonly [kind: string, prefix: string, rest: string];

export const fromRows = (rows: readonly Row[]): TokenShape[] =>
  rows.map(([kind, prefix, rest]) => ({ kind, prefix, rest }));

export const alnum = '[0-9A-Za-z]';
export const lower = '[0-9a-z]';
export const upper = '[0-9A-Z]';
export const hex = '[0-9a-f]';
export const anyHex = '[0-9A-Fa-f]';
export const word = '[0-9A-Za-z_]';
export const urlSafe = '[0-9A-Za-z_-]';
export const base64 = '[0-9A-Za-z+/]';
export const uuid = `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`;
/** The alphabet goes no further: a longer word is something else. */
export const end = (alphabet: string): string => `(?!${alphabet})`;
