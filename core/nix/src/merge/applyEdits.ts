import { addFormals } from '../edits/addFormals.js';
import { changed, type EditResult } from '../edits/editResult.js';
import { locate } from '../edits/locate.js';
import { cut } from '../edits/removeAttribute.js';
import { readMainSet } from '../edits/target.js';
import { plainSet } from '../semantics/attributeTable.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { moduleArguments } from '../semantics/moduleArguments.js';
import { parse } from '../parser/parse.js';
import type { FileEdit } from './updateEdits.js';

/**
 * Makes the edits of one file, and takes away what they leave: sets without anything in them.
 * @param removed paths that were taken out.
 */
export function applyEdits(
  source: string,
  edits: readonly Omit<FileEdit, 'file'>[],
  removed: readonly (readonly string[])[] = [],
): EditResult {
  let text = source;
  let from = Infinity;
  const seen = new Set<string>();
  const inOrder = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  for (const edit of inOrder) {
    const key = `${edit.start} ${edit.end} ${edit.text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const end = Math.min(edit.end, from);
    text = text.slice(0, edit.start) + edit.text + text.slice(end);
    from = edit.start;
  }
  const result = changed(text, []);
  if (!result.ok) return result;
  for (const names of removed) text = withoutEmptied(text, names);
  const before = unbound(source);
  return addFormals(
    text,
    [...unbound(text)].filter((name) => !before.has(name)),
  );
}

/** Arguments of modules that a file uses and does not take. */
function unbound(source: string): ReadonlySet<string> {
  const used = freeVariables(parse(source, { pipeOperators: true }).tree.root);
  return new Set(used.filter(({ name }) => moduleArguments.has(name)).map(({ name }) => name));
}

/** Takes away the sets around a path that have nothing left in them, no comment either. */
function withoutEmptied(source: string, names: readonly string[]): string {
  let text = source;
  for (let depth = names.length - 1; depth > 0; depth--) {
    const read = readMainSet(text);
    if (!read.ok) return text;
    const { exact, below } = locate(read.main, names.slice(0, depth));
    const [match, another] = exact;
    if (match === undefined || another !== undefined || below.length > 0) continue;
    const { binding } = match;
    const isEmpty =
      plainSet(binding.value)?.bindings.length === 0 &&
      /^\{\s*\}$/.test(text.slice(binding.value.start, binding.value.end));
    if (!isEmpty) return text;
    const result = changed(text, [cut(read.tree.tokens, binding)]);
    if (!result.ok) return text;
    text = result.source;
  }
  return text;
}
