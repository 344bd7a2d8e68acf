import type { List } from '../syntax/nodes.js';
import type { Found } from './updateModules.js';
import { itemTextsFor, withoutItem, type FileEdit } from './updateEdits.js';
import { canonical, itemsOf, openedAround, type Placed } from './sameValue.js';

export interface ListUpdate {
  readonly outcome: 'certain' | 'conflict';
  readonly edits: readonly FileEdit[];
}

/**
 * Lists in which places count: two people who change one have to agree. All others are sets: what
 * the module added comes in, what it dropped goes, and the rest is the person's.
 */
const ordered =
  /(?:^|\.)(?:kernelParams|nameservers|servers|search|videoDrivers|path|substituters|extraFlags|extraOptions|authorizedKeysFiles|timeServers|cmd|command|args)$/;

/** What becomes of a list; undefined where one of the three is none that shows. */
export function updatedList(
  b: Found | undefined,
  t: Found | undefined,
  all: readonly Found[],
  home: string | undefined,
): ListUpdate | undefined {
  const old = b === undefined ? [] : itemKeys(b);
  const later = t === undefined ? [] : itemKeys(t);
  const lists = all.filter((one) => itemKeys(one) !== undefined);
  if (old === undefined || later === undefined || lists.length < all.length) return undefined;
  if (b?.wrapper !== t?.wrapper && b !== undefined && t !== undefined) return undefined;
  const there = new Set(lists.flatMap((one) => itemKeys(one) ?? []));
  const added = later.flatMap((key, index) => (old.includes(key) || there.has(key) ? [] : [index]));
  const dropped = old.filter((key) => !later.includes(key));
  const own = lists.find(({ file }) => file === home) ?? lists.find(isPlain) ?? lists[0];
  if (own === undefined) return undefined;
  const path = (t ?? b)!.leaf.names.join('.');
  const kept = (keys: readonly string[], other: readonly string[]) =>
    keys.filter((key) => other.includes(key)).join('\n');
  const isReordered = kept(old, later) !== kept(later, old);
  const mineNow = itemKeys(own) ?? [];
  const isMineChanged = mineNow.join('\n') !== old.join('\n');
  if (b !== undefined && t !== undefined && (ordered.test(path) || isReordered)) {
    if (!isMineChanged) return undefined;
    return { outcome: 'conflict', edits: [] };
  }
  const list = listOf(own);
  if (list === undefined || own.wrapper !== '@' || own.leaf.by.kind !== 'binding')
    return added.length === 0 && dropped.every((key) => !there.has(key))
      ? { outcome: 'certain', edits: [] }
      : { outcome: 'conflict', edits: [] };
  const gone = mineNow.flatMap((key, index) => (dropped.includes(key) ? [index] : []));
  const edits = [
    ...gone.map((index) => withoutItem(own, list, index)),
    ...(t === undefined ? [] : itemTextsFor(own, list, t, added, gone)),
  ];
  return { outcome: 'certain', edits };
}

const isPlain = ({ leaf, wrapper }: Found): boolean =>
  wrapper === '@' && leaf.by.kind === 'binding' && !leaf.guarded;

function placedOf({ leaf, tree }: Found): Placed {
  const opened = openedAround(leaf.written, leaf.value, tree.source);
  return { expression: leaf.value, source: tree.source, ...(opened !== undefined && { opened }) };
}

const itemKeys = (found: Found): string[] | undefined => itemsOf(placedOf(found))?.map(canonical);

const listOf = ({ leaf: { value } }: Found): List | undefined =>
  value.kind === 'list' ? value : undefined;
