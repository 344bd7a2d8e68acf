import { changed, type EditResult, type TextChange } from '../edits/editResult.js';
import { startWithComments } from '../edits/comments.js';
import { cut } from '../edits/removeAttribute.js';
import { locate } from '../edits/locate.js';
import { readMainSet } from '../edits/target.js';
import { plainSet } from '../semantics/attributeTable.js';
import type { Expression, List } from '../syntax/nodes.js';

/** What shall become of one path of a module; those that nothing is said of stay. */
export type PathChange =
  | { readonly names: readonly string[]; readonly drop: true }
  /** Which items of its list stay. */
  | { readonly names: readonly string[]; readonly items: readonly number[] }
  /** Another value, as Nix. */
  | { readonly names: readonly string[]; readonly value: string };

/** A module without what it need not say, or with other values; sets that are empty then go too. */
export function reduceModule(source: string, changes: readonly PathChange[]): EditResult {
  const valued = withValues(source, changes);
  if (!valued.ok) return valued;
  let text = valued.source;
  for (const change of changes) {
    if (!('drop' in change)) continue;
    const result = withoutPath(text, change.names);
    if (!result.ok) return result;
    text = result.source;
  }
  return { ok: true, source: text };
}

function withValues(source: string, changes: readonly PathChange[]): EditResult {
  const read = readMainSet(source);
  if (!read.ok) return read;
  const edits = changes.flatMap((change): TextChange[] => {
    if ('drop' in change) return [];
    const values = locate(read.main, change.names).exact.map(({ binding }) => binding.value);
    if ('value' in change)
      return values.map(({ start, end }) => ({ start, end, text: change.value }));
    return values.flatMap((value) => withoutItems(source, listIn(value), change.items));
  });
  return changed(source, edits);
}

function listIn(value: Expression): List | undefined {
  if (value.kind === 'list') return value;
  if (value.kind === 'parenthesized') return listIn(value.inner);
  return value.kind === 'with' ? listIn(value.body) : undefined;
}

function withoutItems(
  source: string,
  list: List | undefined,
  kept: readonly number[],
): TextChange[] {
  if (list === undefined) return [];
  return list.items.flatMap((item, index) => {
    if (kept.includes(index)) return [];
    const before = list.items[index - 1]?.end ?? source.indexOf('[', list.start) + 1;
    return [{ start: before, end: item.end, text: '' }];
  });
}

/** Takes a path out, and then the sets around it that have nothing left. */
function withoutPath(source: string, names: readonly string[]): EditResult {
  let text = source;
  for (let depth = names.length; depth > 0; depth--) {
    const read = readMainSet(text);
    if (!read.ok) return read;
    const { exact } = locate(read.main, names.slice(0, depth));
    const whole = depth === names.length;
    const gone = exact.filter(
      ({ binding }) => whole || plainSet(binding.value)?.bindings.length === 0,
    );
    for (const { binding } of gone.reverse()) {
      const { tokens } = read.tree;
      const start = startWithComments(tokens, binding.start);
      const result = changed(text, [cut(tokens, { ...binding, start })]);
      if (!result.ok) return result;
      text = result.source;
    }
  }
  return { ok: true, source: text };
}
