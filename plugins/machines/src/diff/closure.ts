import { nameOfPath } from './storeName.js';

/** A package that is not the same in two closures. */
export interface PackageChange {
  readonly name: string;
  /** Versions before and after, each once; empty where it has none of that name. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** How many bytes more there are. */
  readonly bytes: number;
}

export interface ClosureChange {
  /** Store paths that only one of them has. */
  readonly added: number;
  readonly removed: number;
  /** Bytes of each closure. */
  readonly before: number;
  readonly after: number;
  /** By name. One whose versions are the same was built anew. */
  readonly packages: readonly PackageChange[];
}

type Closure = ReadonlyMap<string, number>;

/** Compares closures by their sets of paths: what has the same path is the same. */
export function compareClosures(before: Closure, after: Closure): ClosureChange {
  const removed = [...before].filter(([path]) => !after.has(path));
  const added = [...after].filter(([path]) => !before.has(path));
  const names = new Set([...removed, ...added].map(([path]) => nameOfPath(path).name));
  const versions = group([...before], names);
  const later = group([...after], names);
  const bytes = new Map<string, number>();
  const count = (entries: readonly (readonly [string, number])[], sign: 1 | -1): void => {
    for (const [path, size] of entries) {
      const { name } = nameOfPath(path);
      bytes.set(name, (bytes.get(name) ?? 0) + sign * size);
    }
  };
  count(added, 1);
  count(removed, -1);
  const packages = [...names].sort().map((name) => ({
    name,
    before: versions.get(name) ?? [],
    after: later.get(name) ?? [],
    bytes: bytes.get(name) ?? 0,
  }));
  return {
    added: added.length,
    removed: removed.length,
    before: sum(before),
    after: sum(after),
    packages,
  };
}

/** Versions by name, each once. */
function group(
  entries: readonly (readonly [string, number])[],
  names: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [path] of entries) {
    const { name, version } = nameOfPath(path);
    if (!names.has(name)) continue;
    found.set(name, (found.get(name) ?? new Set<string>()).add(version ?? ''));
  }
  return new Map([...found].map(([name, versions]) => [name, [...versions].sort()]));
}

const sum = (closure: Closure): number => [...closure.values()].reduce((all, one) => all + one, 0);
