import { parse } from '../parser/parse.js';
import type { Expression } from '../syntax/nodes.js';
import { changed, refused, type EditResult } from './editResult.js';
import { indentAt, reindented } from './layout.js';
import { insertion, type Anchor } from './insertion.js';
import type { Path } from './path.js';
import { pathText } from '../syntax/quoting.js';
import { blocked, findTarget, type Target } from './target.js';

/** Reads what should become a value; comments and blanks around it are dropped. */
export function readValue(text: string): { text: string; root: Expression } | undefined {
  const { tree, errors } = parse(text, { pipeOperators: true });
  if (errors.length > 0) return undefined;
  return { text: text.slice(tree.root.start, tree.root.end), root: tree.root };
}

/**
 * Gives a path a value, written as Nix: in place where it is defined, else beside its nearest
 * siblings. Refused where the path is defined in parts, or by something that is no set in sight.
 */
export function setAttribute(source: string, path: Path, value: string): EditResult {
  const target = findTarget(source, path);
  if (!target.ok) return target;
  const read = readValue(value);
  if (read === undefined) return refused('bad-value', 'the value is not valid Nix');
  const [match, another] = target.exact;
  if (another !== undefined)
    return refused('computed', `\`${pathText(target.names)}\` is defined in several places`);
  if (match === undefined) return blocked(target) ?? added(target, read.text);
  if (target.below.length > 0) return blocked(target) as EditResult;
  const { start, end } = match.binding.value;
  const text = reindented(read.text, '', indentAt(source, match.binding.start));
  return changed(source, [{ start, end, text }]);
}

/** Adds a binding that is not there yet; `anchor` says where in the outermost set, if nowhere near. */
export function added(target: Target, value: string, anchor: Anchor = 'last'): EditResult {
  const { tree, names, nearestSet, sibling, main } = target;
  const besideSibling = sibling !== undefined && sibling.depth + sibling.shared > nearestSet.depth;
  const { set, depth } = besideSibling ? sibling : nearestSet;
  const behind = besideSibling ? sibling.binding : depth === 0 ? anchor : 'last';
  const path = pathText(names.slice(depth));
  const text = (indent: string) => `${path} = ${reindented(value, '', indent)};`;
  return changed(tree.source, [insertion(tree, set, behind, text, set === main)]);
}
