import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Collision } from '../results/conflicts.js';
import type { Environment } from './environments.js';

/** Larger files of one size are not read to the end: they are taken for different. */
const mostCompared = 16 << 20;

/**
 * Files that several packages of an environment give, of which only one is seen. Only folders that several of them
 * have are looked into.
 */
export async function collisionsIn(
  { path: environment, by, packages }: Environment,
  signal: AbortSignal,
): Promise<Collision[]> {
  const found = new Map<string, Growing>();
  await walk('', packages);
  return [...found.values()].sort((one, other) => other.files.length - one.files.length);

  async function walk(folder: string, having: readonly string[]): Promise<void> {
    signal.throwIfAborted();
    for (const [name, some] of await namesIn(folder, having)) {
      if (some.length < 2) continue;
      const place = join(folder, name);
      const own = await lstat(join(environment, place)).catch(() => undefined);
      if (own?.isDirectory() === true) await walk(place, some);
      else if (own?.isSymbolicLink() === true) await meet(place, some);
    }
  }

  async function meet(file: string, some: readonly string[]): Promise<void> {
    const to = await readlink(join(environment, file));
    const shown = some.find((one) => to.startsWith(`${one}/`));
    if (shown === undefined) return;
    for (const hidden of some.filter((one) => one !== shown)) {
      const same = await areSame(join(shown, file), join(hidden, file));
      if (same === 'one') continue;
      const key = `${shown} ${hidden}`;
      const known = found.get(key) ?? { environment, by, shown, hidden, files: [] };
      found.set(key, known);
      known.files.push({ file, same: same === 'equal' });
    }
  }
}

type Growing = Omit<Collision, 'files'> & { readonly files: Collision['files'][number][] };

/** What lies in a folder of some packages, each with those that have it. */
async function namesIn(
  folder: string,
  packages: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const names = new Map<string, string[]>();
  for (const one of packages)
    for (const name of await readdir(join(one, folder)).catch(() => []))
      names.set(name, [...(names.get(name) ?? []), one]);
  return names;
}

/** Whether two paths are one file, files of the same content, or others. */
async function areSame(one: string, other: string): Promise<'one' | 'equal' | 'other'> {
  try {
    if ((await realpath(one)) === (await realpath(other))) return 'one';
    const [first, second] = [await stat(one), await stat(other)];
    if (!first.isFile() || !second.isFile() || first.size !== second.size) return 'other';
    if (first.size > mostCompared) return 'other';
    return (await readFile(one)).equals(await readFile(other)) ? 'equal' : 'other';
  } catch {
    // A link that leads nowhere.
    return 'other';
  }
}
