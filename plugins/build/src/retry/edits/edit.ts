import type { Finding } from '../../diagnosis/diagnose.js';

/** What one file should say instead. */
export interface Edit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** From 1. */
  readonly line: number;
  /** A sentence without a full stop: what it does. */
  readonly what: string;
}

/** An edit, or why none can be made where one could be thought of. */
export type Proposal = Edit | { readonly why: string };

/** The files that are the person's own, with their texts, by absolute path. */
export type OwnFiles = ReadonlyMap<string, string>;

/** Makes an edit of what was found; undefined where it is about something else. */
export type Editor = (finding: Finding, own: OwnFiles) => Proposal | undefined;

/** The edit that puts a text in the place of another one. */
export function replaced(
  [file, text]: readonly [string, string],
  { start, end }: { readonly start: number; readonly end: number },
  by: string,
  what: string,
): Edit {
  return {
    ...{ file, what, before: text, after: text.slice(0, start) + by + text.slice(end) },
    line: text.slice(0, start).split('\n').length,
  };
}
