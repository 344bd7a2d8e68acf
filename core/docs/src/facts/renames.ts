import type { OptionSet } from '@nixai/api';
import { loadHandbook, type Rename } from '../topics/index.js';
import { once } from '../index/once.js';
import { samePath, withPlaceholders } from '../optionPath.js';
import { releaseHere } from './releaseHere.js';
import { knownRenames } from './readOptions.js';

/** What became of an option name, or of all names below it. */
export interface KnownRename extends Omit<Rename, 'set'> {
  readonly set: OptionSet;
  /** The name stands for everything below it, which keeps its own path. */
  readonly block?: true;
}

/** Every rename that nixai knows of; the handbook's come first, they say more. */
export const allRenames: () => readonly KnownRename[] = once(() => {
  const own = loadHandbook().renames;
  const told = new Set(own.map(({ set, old }) => `${set} ${old}`));
  return [...own, ...knownRenames().filter(({ set, old }) => !told.has(`${set} ${old}`))];
});

/** The renames as they are looked up: taking paths apart is slow, and few have to be. */
const table = once(() => {
  const byName = new Map<string, KnownRename[]>();
  const open: { readonly path: readonly (string | undefined)[]; readonly rename: KnownRename }[] =
    [];
  for (const rename of allRenames()) {
    byName.set(rename.old, [...(byName.get(rename.old) ?? []), rename]);
    if (/[<*]/.test(rename.old)) open.push({ path: withPlaceholders(rename.old), rename });
  }
  return { byName, open };
});

/**
 * What became of a name by a release; undefined for any name that was never another's, or is not
 * yet. Of a block the new names are given with what was below the old one.
 * @param release that of this machine if absent; the sets beside NixOS' are then those that nixai brings.
 */
export function renameIn(
  name: string,
  sets: readonly OptionSet[],
  release?: string,
): KnownRename | undefined {
  const { byName, open } = table();
  const isPast = ({ set, since }: KnownRename) =>
    since === 'unknown' ||
    (release === undefined && set !== 'nixos') ||
    since <= (release ?? releaseHere());
  const isMeant = (one: KnownRename) => sets.includes(one.set) && isPast(one);
  const exact = byName.get(name)?.find(isMeant);
  if (exact !== undefined) return exact;
  const path = withPlaceholders(name);
  const fitting = open.find((one) => isMeant(one.rename) && samePath(one.path, path));
  if (fitting !== undefined) return fitting.rename;
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    const above = byName.get(name.slice(0, end))?.find((one) => one.block && isMeant(one));
    if (above === undefined) continue;
    const moved =
      above.kind === 'renamed' ? above.new.map((one) => one + name.slice(end)) : above.new;
    return { ...above, old: name, new: moved };
  }
  return undefined;
}

/** Names below which options were that have others now, set by set. */
const namesAbove = once(() => {
  const found = new Set<string>();
  for (const { set, old } of allRenames())
    for (let end = old.lastIndexOf('.'); end > 0; end = old.lastIndexOf('.', end - 1))
      found.add(`${set} ${old.slice(0, end)}`);
  return found;
});

/** Whether options below a path have other names now, and the path itself is none that had. */
export const isAboveRenames = (path: string, set: OptionSet): boolean =>
  namesAbove().has(`${set} ${path}`) && !table().byName.has(path);
