import type { Tree } from '../parser/parse.js';
import { pathText } from '../syntax/quoting.js';
import type { MergeFile, Mine } from './compareModules.js';
import { coordinatesOf, type Coordinates } from './coordinates.js';
import { leavesOf, type Leaf } from './leaves.js';
import { updatedList, type ListUpdate } from './updatedList.js';
import { editOf, removalOf, type FileEdit } from './updateEdits.js';

/** A definition of a file, with what is compared of it. */
export interface Found extends Coordinates {
  readonly leaf: Leaf;
  readonly file: string;
  readonly tree: Tree;
}

/** What becomes of one path when a module that somebody has taken over is replaced by a later one. */
export interface Updated {
  readonly names: readonly string[];
  readonly path: string;
  /**
   * `add`: only the later one has it. `change`, `join`, `remove`: done as `edits` say. `adopt`: it is
   * as the later one has it. `stay`: the later one drops what the person changed. `conflict`: both
   * changed it.
   */
  readonly step: 'add' | 'change' | 'join' | 'remove' | 'adopt' | 'stay' | 'conflict';
  readonly reason?: 'both' | 'deleted' | 'off' | 'order' | 'computed' | 'yours';
  /** As written; absent where there is none. */
  readonly base?: string;
  readonly theirs?: string;
  readonly mine?: Mine;
  /** Certain edits; for a `conflict` those that take the later one's, where that can be done. */
  readonly edits?: readonly FileEdit[];
}

export interface UpdateOptions {
  /** Paths that the person had said already when the module was taken over: they are theirs. */
  readonly adopted?: ReadonlySet<string>;
  /** The file that the module was put into, where it has one of its own. */
  readonly home?: string;
}

/**
 * Three ways: what changed between two states of a module, held against what a person has made of
 * the first one. What both left alone is not told; nothing else is ever touched.
 */
export function updateModules(
  base: Tree,
  theirs: Tree,
  mine: readonly MergeFile[],
  { adopted = new Set(), home }: UpdateOptions = {},
): Updated[] {
  const before = byPath([{ name: '', tree: base }]);
  const after = byPath([{ name: '', tree: theirs }]);
  const there = byPath(mine);
  const updated: Updated[] = [];
  for (const path of new Set([...after.keys(), ...before.keys()])) {
    const [b] = before.get(path) ?? [];
    const [t] = after.get(path) ?? [];
    if (b !== undefined && t !== undefined && b.value === t.value && b.wrapper === t.wrapper)
      continue;
    const all = there.get(path) ?? [];
    const isEmptied = t === undefined && hasBelow(after, path);
    if (isEmptied && b?.leaf.value.kind === 'set') continue;
    updated.push(
      b === undefined
        ? addition(t as Found, all, (before_) => isOff(before_, before, there))
        : t === undefined
          ? removal(b, all, base, adopted, home)
          : change(b, t, all, adopted, home, there, before),
    );
  }
  return updated;
}

function byPath(files: readonly MergeFile[]): Map<string, Found[]> {
  const found = new Map<string, Found[]>();
  for (const { name: file, tree } of files)
    for (const leaf of leavesOf(tree)) {
      const path = pathText(leaf.names);
      const one = { leaf, file, tree, ...coordinatesOf(leaf, tree) };
      found.set(path, [...(found.get(path) ?? []), one]);
    }
  return found;
}

const hasBelow = (paths: ReadonlyMap<string, unknown>, path: string): boolean =>
  [...paths.keys()].some((one) => one.startsWith(`${path}.`));

/** Whether the switch over a path was the module's and has been taken out or put off. */
function isOff(
  names: readonly string[],
  before: ReadonlyMap<string, readonly Found[]>,
  there: ReadonlyMap<string, readonly Found[]>,
): boolean {
  for (let depth = names.length - 1; depth > 0; depth--) {
    const path = pathText([...names.slice(0, depth), 'enable']);
    if (before.get(path)?.[0]?.value !== 'true') continue;
    const mine = there.get(path) ?? [];
    if (mine.length === 0 || mine.every(({ value }) => value === 'false')) return true;
  }
  return false;
}

function addition(
  t: Found,
  all: readonly Found[],
  off: (names: readonly string[]) => boolean,
): Updated {
  const [m] = all;
  const { names } = t.leaf;
  if (m === undefined)
    return off(names)
      ? told('conflict', t, undefined, undefined, { reason: 'off' })
      : told('add', t, undefined, undefined);
  if (all.some(({ value }) => value === t.value)) return told('adopt', t, undefined, m);
  const list = updatedList(undefined, t, all, undefined);
  if (list !== undefined) return fromList(list, t, undefined, m);
  return told('conflict', t, undefined, m, { reason: 'both', ...taking(m, t) });
}

function removal(
  b: Found,
  all: readonly Found[],
  base: Tree,
  adopted: ReadonlySet<string>,
  home: string | undefined,
): Updated {
  const path = pathText(b.leaf.names);
  const m = preferred(all, home, b);
  if (m === undefined) return told('adopt', undefined, b, undefined);
  if (adopted.has(path) && m.file !== home)
    return told('stay', undefined, b, m, { reason: 'yours' });
  if (m.value === b.value && m.wrapper === b.wrapper) {
    const edit = removalOf(m, b, base);
    if (edit !== undefined) return told('remove', undefined, b, m, { edits: [edit] });
    return told('stay', undefined, b, m, { reason: 'computed' });
  }
  // Of a list goes what the module brought; what the person added stays.
  const list = updatedList(b, undefined, all, home);
  if (list !== undefined && list.edits.length > 0) return fromList(list, undefined, b, m);
  return told('stay', undefined, b, m, { reason: 'both' });
}

function change(
  b: Found,
  t: Found,
  all: readonly Found[],
  adopted: ReadonlySet<string>,
  home: string | undefined,
  there: ReadonlyMap<string, readonly Found[]>,
  before: ReadonlyMap<string, readonly Found[]>,
): Updated {
  const path = pathText(t.leaf.names);
  const m = preferred(all, home, b);
  if (m === undefined)
    return hasBelow(there, path)
      ? told('conflict', t, b, undefined, { reason: 'computed' })
      : told('conflict', t, b, undefined, { reason: 'deleted' });
  if (all.some(({ value, wrapper }) => value === t.value && wrapper === t.wrapper))
    return told('adopt', t, b, m);
  const list = updatedList(b, t, all, home);
  if (list !== undefined) return fromList(list, t, b, m);
  if (adopted.has(path) && m.file !== home)
    return told('conflict', t, b, m, { reason: 'yours', ...taking(m, t) });
  const value = threeWay(b.value, m.value, t.value);
  const wrapper = threeWay(b.wrapper, m.wrapper, t.wrapper);
  if (value === undefined || wrapper === undefined)
    return told('conflict', t, b, m, { reason: 'both', ...taking(m, t) });
  if (value === m.value && wrapper === m.wrapper) return told('adopt', t, b, m);
  const part = wrapper === m.wrapper ? 'value' : value === m.value ? 'wrapper' : 'all';
  const edits = editOf(m, t, part, there, (one) => before.has(one));
  return edits === undefined
    ? told('conflict', t, b, m, { reason: 'computed' })
    : told('change', t, b, m, { edits });
}

/** The one of a person's definitions that is the module's own: in its file, else the one like it. */
function preferred(all: readonly Found[], home: string | undefined, b: Found): Found | undefined {
  return (
    all.find(({ file }) => file === home) ?? all.find(({ value }) => value === b.value) ?? all[0]
  );
}

function threeWay(base: string, mine: string, theirs: string): string | undefined {
  if (theirs === base || mine === theirs) return mine;
  return mine === base ? theirs : undefined;
}

/** Edits that put the later one's in the place of the person's, where it can be. */
function taking(m: Found, t: Found): { edits?: readonly FileEdit[] } {
  if (m.leaf.by.kind !== 'binding' || m.leaf.guarded) return {};
  const edits = editOf(m, t, 'all', new Map(), () => true);
  return edits === undefined ? {} : { edits };
}

function fromList(list: ListUpdate, t: Found | undefined, b: Found | undefined, m: Found): Updated {
  const { edits, outcome } = list;
  if (outcome === 'conflict') {
    const more = t === undefined ? {} : taking(m, t);
    return told('conflict', t, b, m, { reason: 'order', ...more });
  }
  return edits.length === 0 ? told('adopt', t, b, m) : told('join', t, b, m, { edits });
}

function told(
  step: Updated['step'],
  t: Found | undefined,
  b: Found | undefined,
  m: Found | undefined,
  more: Partial<Updated> = {},
): Updated {
  const { names } = (t ?? b)!.leaf;
  return {
    ...{ names, path: pathText(names), step },
    ...(b && { base: writtenOf(b) }),
    ...(t && { theirs: writtenOf(t) }),
    ...(m && { mine: mineOf(m) }),
    ...more,
  };
}

const writtenOf = ({ leaf: { written }, tree: { source } }: Found): string =>
  source.slice(written.start, written.end);

function mineOf(found: Found): Mine {
  const { leaf, file } = found;
  const { start, end } = leaf.written;
  const editable = leaf.by.kind === 'binding' && !leaf.guarded;
  return { file, start, end, text: writtenOf(found), editable, guarded: leaf.guarded };
}
