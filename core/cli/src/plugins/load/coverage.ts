import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '@nixai/api';
import { readPackageFolder } from '../package/folder.js';
import { manifestIn, neededFromOutside } from '../package/needs.js';
import { signingKey } from '../package/signature.js';

export interface Covered {
  /** The key that signed the package itself; absent where it is not signed. */
  readonly key?: string;
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
  try {
    const root = join(modules, name);
    // Node looks for what a package needs from where it really is.
    if (realpathSync(root) !== root) return { fault: `${root} is a link` };
    const files = readPackageFolder(root);
    const { name: called, version = '' } = manifestIn(files);
    if (called !== name) return { fault: `the package in its folder is called ${String(called)}` };
    const key = await signingKey({ name, version, files });
    if (key === undefined) return { fault: 'it is not signed' };
    if (!keys.includes(key)) return { key, fault: 'it is not signed with one of the allowed keys' };
    const known = new Set([...seen, name]);
    for (const needed of neededFromOutside(files).filter((one) => !known.has(one))) {
      const fault = await faultOfNeeded(modules, name, needed, keys, known);
      if (fault !== undefined) return { key, fault };
    }
    return { key };
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

/** What of a needed package is not signed, where Node would find it from the package that needs it. */
async function faultOfNeeded(
  modules: string,
  by: string,
  needed: string,
  keys: readonly string[],
  seen: ReadonlySet<string>,
): Promise<string | undefined> {
  const scope = by.startsWith('@') ? [join(modules, dirname(by))] : [];
  const place = [...scope, ...upwards(dirname(modules))]
    .map((folder) => join(folder, 'node_modules', needed))
    .find((folder) => existsSync(folder));
  // What is nowhere cannot be loaded.
  if (place === undefined) return undefined;
  const isBeside = place === join(modules, needed);
  const { fault } = isBeside
    ? await coverageOf(modules, needed, keys, seen)
    : { fault: `it would be taken from ${place}` };
  return fault === undefined
    ? undefined
    : `it needs ${needed}, and does not bring it along under its own signature (bundleDependencies): ${fault}`;
}

function upwards(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}
