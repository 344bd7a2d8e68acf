import { packageNameOf } from '@nixai/nix-cli/closure';
import type { Graph } from '../graph/graph.js';
import type { Changed, Diff } from '../results/diff.js';

type Sized = Pick<Graph, 'paths' | 'sizes'>;

interface Package {
  readonly versions: Set<string>;
  readonly paths: Set<string>;
  bytes: number;
}

/** What differs between two closures, package by package. */
export function compare(before: Sized, after: Sized): Pick<Diff, 'changes' | 'same'> {
  const [old, now] = [packagesOf(before), packagesOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  const all = names.map((name) => changeOf(name, old.get(name), now.get(name)));
  const changes = all.filter((one) => one !== undefined);
  return { changes, same: all.length - changes.length };
}

function packagesOf({ paths, sizes }: Sized): Map<string, Package> {
  const packages = new Map<string, Package>();
  for (const [node, path] of paths.entries()) {
    const { name, version } = packageNameOf(path);
    const found = packages.get(name) ?? { versions: new Set(), paths: new Set(), bytes: 0 };
    packages.set(name, found);
    if (version !== '') found.versions.add(version);
    found.paths.add(path);
    found.bytes += sizes[node] ?? 0;
  }
  return packages;
}

function changeOf(
  name: string,
  before: Package | undefined,
  after: Package | undefined,
): Changed | undefined {
  const bytes = (after?.bytes ?? 0) - (before?.bytes ?? 0);
  const [was, is] = [[...(before?.versions ?? [])].sort(), [...(after?.versions ?? [])].sort()];
  const change = { name, before: was, after: is, bytes };
  if (before === undefined) return { ...change, change: 'added' };
  if (after === undefined) return { ...change, change: 'removed' };
  if (isSame(before.paths, after.paths)) return undefined;
  return { ...change, change: isSame(before.versions, after.versions) ? 'rebuilt' : 'version' };
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((word) => other.has(word));
