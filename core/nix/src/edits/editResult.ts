import { parse, type Tree } from '../parser/parse.js';

/** Why an edit was not made. */
export type EditRefusal =
  /** The file has syntax errors already. */
  | 'broken-file'
  /** What should be put in does not parse. */
  | 'bad-value'
  /** The file's expression is no attribute set that can be seen without evaluating it. */
  | 'no-set'
  /** The path, or one that leads to it, has a value that cannot be edited as text. */
  | 'computed'
  | 'not-found'
  | 'exists'
  /** The file would not parse any more; nothing was changed. */
  | 'would-break';

/** The whole file after an edit, or why there is none. */
export type EditResult =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly code: EditRefusal; readonly message: string };

/** Replaces a range of a file; equal offsets only insert. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function refused(code: EditRefusal, message: string): EditResult & { ok: false } {
  return { ok: false, code, message };
}

/** Makes changes that do not overlap; the result is only given back if it parses. */
export function changed(source: string, changes: readonly TextChange[]): EditResult {
  let text = source;
  for (const change of [...changes].sort((one, other) => other.start - one.start))
    text = text.slice(0, change.start) + change.text + text.slice(change.end);
  const [error] = parse(text, { pipeOperators: true }).errors;
  if (error === undefined) return { ok: true, source: text };
  return refused('would-break', `line ${error.line}: ${error.message}`);
}

/** Reads a file that is to be edited. */
export function readForEdit(
  source: string,
): { ok: true; tree: Tree } | (EditResult & { ok: false }) {
  const { tree, errors } = parse(source, { pipeOperators: true });
  const [error] = errors;
  if (error === undefined) return { ok: true, tree };
  return refused('broken-file', `line ${error.line}: ${error.message}`);
}
