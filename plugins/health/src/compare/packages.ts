import type { Comparison } from '../results/report.js';

/** Names of packages with their versions, sorted. */
export type Packages = ReadonlyMap<string, readonly string[]>;

/** What Nix adds to names of further outputs. */
const outputs = /-(?:bin|dev|doc|info|lib|man|out|static|debug|data|dist)$/;

/** The packages of a closure: names and versions as `nix-env` would split them. */
export function packagesOf(paths: readonly string[]): Packages {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const base = /^\/nix\/store\/[^-]+-(.+)$/.exec(path)?.[1]?.replace(outputs, '') ?? '';
    // A version begins with the first part that begins with a digit.
    const [, name = '', version = ''] = /^(.+?)-(\d.*)$/.exec(base) ?? [];
    if (name === '') continue;
    found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return new Map([...found].map(([name, versions]) => [name, [...versions].sort()]));
}

/** What differs, by name. */
export function packageChanges(before: Packages, after: Packages): Comparison['changes'] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old?.join(' ') === now?.join(' ')) return [];
    return [
      { name, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) },
    ];
  });
}
