import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '@nixai/api';
import { readPackageFolder } from '../package/folder.js';
import { manifestIn, neededFromOutside } from '../package/needs.js';
import { signingKey } from '../package/signature.js';

export interface Covered {
  /** The key that signed the package itself; absent where it is not signed. */
  readonly key?: string;
  /** The real paths of the packages that were looked at: its own, and those that it needs. */
  readonly roots: readonly string[];
  /** Why not everything that it loads is signed with one of the keys; absent where it is. */
  readonly fault?: string;
}

/**
 * Looks at every byte that a plugin can load as it lies in the store: its own folder, and the
 * packages beside it that it says it needs. Whatever is not signed with one of the keys is a fault.
 * @param modules the store's `node_modules`: its real path.
 */
export async function coverageOf(
  modules: string,
  name: string,
  keys: readonly string[],
  seen: ReadonlySet<string> = new Set(),
): Promise<Covered> {
  const root = join(modules, name);
  const roots = [root];
  try {
    // Node looks for what a package needs from where it really is.
    if (realpathSync(root) !== root) return { roots, fault: `${root} is a link` };
    const files = readPackageFolder(root);
    const { name: called, version = '' } = manifestIn(files);
    if (called !== name)
      return { roots, fault: `the package in its folder is called ${String(called)}` };
    const key = await signingKey({ name, version, files });
    if (key === undefined) return { roots, fault: 'it is not signed' };
    if (!keys.includes(key))
      return { key, roots, fault: 'it is not signed with one of the allowed keys' };
    const known = new Set([...seen, name]);
    for (const needed of neededFromOutside(files).filter((one) => !known.has(one))) {
      const other = await coverageOfNeeded(modules, name, needed, keys, known);
      if (other.fault !== undefined) return { key, roots, fault: other.fault };
      roots.push(...other.roots);
    }
    return { key, roots };
  } catch (error) {
    return { roots, fault: messageOf(error) };
  }
}

/** The same for a package that another one needs, where Node would find it from there. */
async function coverageOfNeeded(
  modules: string,
  by: string,
  needed: string,
  keys: readonly string[],
  seen: ReadonlySet<string>,
): Promise<Covered> {
  const scope = by.startsWith('@') ? [join(modules, dirname(by))] : [];
  const place = [...scope, ...upwards(dirname(modules))]
    .map((folder) => join(folder, 'node_modules', needed))
    .find((folder) => existsSync(folder));
  // What is nowhere cannot be loaded.
  if (place === undefined) return { roots: [] };
  const covered: Covered =
    place === join(modules, needed)
      ? await coverageOf(modules, needed, keys, seen)
      : { roots: [], fault: `it would be taken from ${place}` };
  if (covered.fault === undefined) return covered;
  const why = `it needs ${needed}, and does not bring it along under its own signature (bundleDependencies)`;
  return { ...covered, fault: `${why}: ${covered.fault}` };
}

function upwards(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}
