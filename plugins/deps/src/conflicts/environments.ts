import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Graph } from '../graph/graph.js';
import { storePathOf } from '../target/storePlace.js';

/** A store path that is the files of other ones, as links: a profile, what `buildEnv` makes. */
export interface Environment {
  readonly path: string;
  /** What it is put together of, as far as it needs it. */
  readonly packages: readonly string[];
}

/** Where a NixOS system and a generation of Home Manager have theirs. */
const within = ['', 'sw', 'home-path', 'etc/profiles/per-user/*'];

/** The environments that a closure begins with, or that stand at a known place of it. */
export async function environmentsOf({ paths, needs, roots }: Graph): Promise<Environment[]> {
  const found = new Map<string, Environment>();
  for (const root of roots)
    for (const place of within)
      for (const at of await placesOf(join(paths[root] ?? '', place))) {
        const path = await storePathOf(at);
        const node = path === undefined ? -1 : paths.indexOf(path);
        const packages = (needs[node] ?? []).map((one) => paths[one] ?? '');
        if (path !== undefined && (await isOf(path, packages))) found.set(path, { path, packages });
      }
  return [...found.values()];
}

/** A path, or with a star at its end all that lies there. */
async function placesOf(path: string): Promise<string[]> {
  if (!path.endsWith('/*')) return [path];
  const folder = path.slice(0, -2);
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}

/** Whether something in it, at the top or below a folder, is a link to the same place in one of the packages. */
async function isOf(path: string, packages: readonly string[]): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  const below = await Promise.all(
    names.map(async (name) => {
      const inner = await readdir(join(path, name)).catch(() => []);
      return [name, ...inner.map((one) => join(name, one))];
    }),
  );
  for (const name of below.flat()) {
    const to = await readlink(join(path, name)).catch(() => undefined);
    if (to !== undefined && packages.some((one) => to === join(one, name))) return true;
  }
  return false;
}
