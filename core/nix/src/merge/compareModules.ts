import { parse, type Tree } from '../parser/parse.js';
import { pathText } from '../syntax/quoting.js';
import { leavesOf, type Leaf } from './leaves.js';
import { canonical, itemsOf, meaningful, openedAround, type Placed } from './sameValue.js';

/** A file of a configuration, as it is read for a merge. */
export interface MergeFile {
  readonly name: string;
  readonly tree: Tree;
}

/** Where a configuration sets a path already. */
export interface Mine {
  readonly file: string;
  /** Where its value stands, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The value as written, `mkIf` and the like with it. */
  readonly text: string;
  /** Whether the value can be replaced there: a binding gives it to this very path. */
  readonly editable: boolean;
  /** It counts under a condition that is written around it. */
  readonly guarded: boolean;
}

/** What became of one path of the module that is merged in. */
export interface Merged {
  readonly names: readonly string[];
  readonly path: string;
  /** Its value there, as written. */
  readonly theirs: string;
  /**
   * `add`: nobody sets it. `equal`: it is set so already. `join`: a list that lacks items.
   * `conflict`: it is set otherwise.
   */
  readonly verdict: 'add' | 'equal' | 'join' | 'conflict';
  /** Where it is set already; for a `join` a list that can be added to, where there is one. */
  readonly mine?: Mine;
  /** For a list: indices of the items that nobody has. */
  readonly missing?: readonly number[];
  /** For a `conflict`: why it is none of the others. */
  readonly reason?: 'different' | 'conditional' | 'computed' | 'priority' | 'above' | 'below';
}

export function readMergeFile(name: string, source: string): MergeFile | undefined {
  const { tree, errors } = parse(source, { pipeOperators: true });
  return errors.length > 0 ? undefined : { name, tree };
}

/** Holds what a module sets against what a configuration sets, path by path. */
export function compareModules(module: Tree, configuration: readonly MergeFile[]): Merged[] {
  const all = configuration.flatMap(({ name, tree }) =>
    leavesOf(tree).map((leaf): Known => ({ leaf, name, tree })),
  );
  const byPath = new Map<string, Known[]>();
  const prefixes = new Map<string, Known>();
  for (const known of all) {
    const { names } = known.leaf;
    byPath.set(keyOf(names), [...(byPath.get(keyOf(names)) ?? []), known]);
    for (let depth = 1; depth < names.length; depth++) {
      const key = keyOf(names.slice(0, depth));
      if (!prefixes.has(key)) prefixes.set(key, known);
    }
  }
  return leavesOf(module).map((leaf) => {
    const same = byPath.get(keyOf(leaf.names));
    if (same !== undefined) return compared(leaf, module, same);
    const below = prefixes.get(keyOf(leaf.names));
    const isSet = leaf.value.kind === 'set';
    if (below !== undefined)
      return isSet ? merged(leaf, module, 'equal') : against(leaf, module, below, 'below');
    for (let depth = leaf.names.length - 1; depth > 0; depth--) {
      const above = byPath.get(keyOf(leaf.names.slice(0, depth)))?.find(isOpaque);
      if (above !== undefined) return against(leaf, module, above, 'above');
    }
    return merged(leaf, module, 'add');
  });
}

interface Known {
  readonly leaf: Leaf;
  readonly name: string;
  readonly tree: Tree;
}

const keyOf = (names: readonly string[]): string => JSON.stringify(names);

/** A set without attributes gives nothing to what is below it. */
const isOpaque = ({ leaf }: Known): boolean => leaf.value.kind !== 'set';

function compared(leaf: Leaf, module: Tree, same: readonly Known[]): Merged {
  const theirs = placed(leaf, module);
  const items = itemsOf(theirs);
  if (items !== undefined) return joined(leaf, module, items, same);
  const key = canonical(theirs);
  const equals = same.filter(({ leaf: mine, tree }) => canonical(placed(mine, tree)) === key);
  const other = same.find(({ leaf: mine, tree }) => canonical(placed(mine, tree)) !== key);
  // One of them may stand under a condition, and another one not.
  const winning = equals.find((one) => wins(one, same));
  const sure = other === undefined && equals.find((one) => isAsSure(one, leaf, module));
  const equal = winning ?? (sure || undefined);
  if (equal !== undefined) return against(leaf, module, equal, undefined, 'equal');
  if (other === undefined) return merged(leaf, module, 'add');
  const { computed, conditional, priority } = other.leaf;
  const reason = computed
    ? 'computed'
    : conditional
      ? 'conditional'
      : priority === leaf.priority
        ? 'different'
        : 'priority';
  return against(leaf, module, other, reason);
}

/** Whether a definition holds whenever another one does: always, or under the very same condition. */
function isAsSure({ leaf: mine, tree }: Known, leaf: Leaf, module: Tree): boolean {
  if (!mine.conditional) return true;
  const text = ({ written }: Leaf, { source }: Tree) =>
    meaningful(source.slice(written.start, written.end));
  return !mine.guarded && !leaf.guarded && text(mine, tree) === text(leaf, module);
}

/** Whether what a definition says is the value, whatever the others say. */
const wins = ({ leaf }: Known, all: readonly Known[]): boolean =>
  !leaf.conditional && all.every((one) => one.leaf === leaf || one.leaf.priority > leaf.priority);

function joined(
  leaf: Leaf,
  module: Tree,
  items: readonly Placed[],
  same: readonly Known[],
): Merged {
  const there = new Set(
    same
      .filter(({ leaf: mine }) => !mine.conditional)
      .flatMap(({ leaf: mine, tree }) => itemsOf(placed(mine, tree)) ?? [])
      .map(canonical),
  );
  const missing = items.flatMap((item, index) => (there.has(canonical(item)) ? [] : [index]));
  // A list of another priority would hide the other one's items, or be hidden.
  const other = same.find(({ leaf: mine }) => mine.priority !== leaf.priority);
  if (other !== undefined && missing.length > 0)
    return { ...against(leaf, module, other, 'priority'), missing };
  const list = same.find(
    (known) => isPlain(known) && itemsOf(placed(known.leaf, known.tree)) !== undefined,
  );
  if (missing.length === 0) return against(leaf, module, list ?? same[0], undefined, 'equal');
  return { ...against(leaf, module, list, undefined, 'join'), missing };
}

function placed(leaf: Leaf, { source }: Tree): Placed {
  const { value, written } = leaf;
  return { expression: value, source, opened: openedAround(written, value, source) };
}

function isPlain({ leaf }: Known): boolean {
  const { written, value, by, computed, conditional, priority } = leaf;
  if (by.kind !== 'binding' || computed || conditional || priority !== 100) return false;
  return by.value === written && written.start <= value.start && value.end <= written.end;
}

function against(
  leaf: Leaf,
  module: Tree,
  known: Known | undefined,
  reason: Merged['reason'],
  verdict: Merged['verdict'] = 'conflict',
): Merged {
  if (known === undefined) return merged(leaf, module, verdict);
  const { name: file, tree } = known;
  const { start, end } = known.leaf.written;
  const text = tree.source.slice(start, end);
  const { by, guarded } = known.leaf;
  const editable = by.kind === 'binding' && !guarded && reason !== 'above' && reason !== 'below';
  const mine: Mine = { file, start, end, text, editable, guarded };
  return { ...merged(leaf, module, verdict), mine, ...(reason && { reason }) };
}

function merged({ names, written }: Leaf, { source }: Tree, verdict: Merged['verdict']): Merged {
  const theirs = source.slice(written.start, written.end);
  return { names, path: pathText(names), theirs, verdict };
}
