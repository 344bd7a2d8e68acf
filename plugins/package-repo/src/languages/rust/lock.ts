import { lookUp, parseToml, stringAt, stringsAt } from '../shared/toml.js';

/** A crate of `Cargo.lock`. */
export interface LockedCrate {
  readonly name: string;
  readonly version: string;
  readonly source?: string;
  /** SHA-256 (hex) of its archive. */
  readonly checksum?: string;
  /** `NAME` or `NAME VERSION`, as the lock has them. */
  readonly needs: readonly string[];
  readonly from: string;
}

/** Reads `Cargo.lock`; undefined where it is none. */
export function parseCargoLock(
  source: string | undefined,
  file: string,
): readonly LockedCrate[] | undefined {
  const table = parseToml(source);
  const packages = lookUp(table, 'package');
  if (!Array.isArray(packages)) return undefined;
  const lines = new Map<string, number>();
  source!.split('\n').forEach((line, index) => {
    const name = /^name = "(.*)"/.exec(line)?.[1];
    if (name !== undefined && !lines.has(name)) lines.set(name, index + 1);
  });
  return packages.map((one) => {
    const name = stringAt(one, 'name') ?? '';
    return {
      name,
      version: stringAt(one, 'version') ?? '',
      source: stringAt(one, 'source'),
      checksum: stringAt(one, 'checksum'),
      needs: stringsAt(one, 'dependencies'),
      from: `${file}:${lines.get(name) ?? 1}`,
    };
  });
}

/**
 * The crates that a build takes from the lock.
 * @param roots names of the crates that it begins with.
 * @param without edges `FROM TO` that no feature of this build asks for.
 */
export function reachable(
  lock: readonly LockedCrate[],
  roots: readonly string[],
  without: ReadonlySet<string>,
): ReadonlyMap<string, LockedCrate> {
  const byName = new Map<string, LockedCrate[]>();
  for (const crate of lock) byName.set(crate.name, [...(byName.get(crate.name) ?? []), crate]);
  const found = new Map<string, LockedCrate>();
  const queue = roots.flatMap((name) => byName.get(name) ?? []);
  for (let index = 0; index < queue.length; index++) {
    const crate = queue[index]!;
    const key = `${crate.name} ${crate.version}`;
    if (found.has(key)) continue;
    found.set(key, crate);
    for (const need of crate.needs) {
      const [name = '', version] = need.split(' ');
      if (without.has(`${crate.name} ${name}`)) continue;
      queue.push(
        ...(byName.get(name) ?? []).filter(
          (one) => version === undefined || one.version === version,
        ),
      );
    }
  }
  return found;
}
