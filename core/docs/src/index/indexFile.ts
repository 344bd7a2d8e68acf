import type { OptionSet } from '@nixai/api';

/** What an index holds: one option set, packages, or sections of pages. */
export type IndexContent = OptionSet | 'packages' | 'pages';

export const indexContents: readonly IndexContent[] = [
  'nixos',
  'home-manager',
  'nix-darwin',
  'packages',
  'pages',
];

/** Raised whenever the tables or what is in them change; an index of another number is rebuilt. */
export const indexVersion = 4;

/** What an index says of itself. */
export interface IndexMeta {
  readonly content: IndexContent;
  readonly source: string;
  readonly release?: string;
  /** The release whose manual describes it, where that is another: `stable`. */
  readonly manual?: string;
  /** When its data was made; ISO 8601. */
  readonly date: string;
  /** It was made then or before. */
  readonly isLatest?: true;
  /** Where the data came from: a file's path, an address. */
  readonly from: string;
  /** Changes when the data does: a file's size and time, an ETag. */
  readonly fingerprint: string;
  readonly count: number;
}

/** One option or package on its way into an index. */
export interface IndexEntry {
  readonly name: string;
  /** An option's type; empty for a package. */
  readonly type: string;
  /** What is read back for it. */
  readonly body: unknown;
  /** What full-text search finds it by, besides its name. */
  readonly text: string;
  /** Further words that it is found by as if they were its name. */
  readonly aliases?: readonly string[];
}

/**
 * Texts are kept as blobs, words alone excepted, which are read as blobs: the binding ends the whole
 * process at a text that is not UTF-8, which is what a damaged one is.
 * Without `detail = full`, a table that keeps no content has no bm25: every row scores 0.
 */
export const indexTables = `
  create table meta (key text primary key, value blob not null) without rowid;
  create table blob (key text primary key, value blob not null) without rowid;
  create table entry (id integer primary key, body blob not null);
  create table word (word text primary key, ids blob not null) without rowid;
  create virtual table prose using fts5(
    content, content = '', detail = full, tokenize = 'porter unicode61 remove_diacritics 2'
  );
`;
