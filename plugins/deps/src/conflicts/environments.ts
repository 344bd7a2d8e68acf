import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf } from '@nixai/nix-cli/closure';
import type { Graph } from '../graph/graph.js';
import type { Collision } from '../results/conflicts.js';
import { storePathOf } from '../target/storePlace.js';

/** A store path that is the files of other ones, as links: a profile, what `buildEnv` makes. */
export interface Environment {
  readonly path: string;
  /** What it is put together by: what its packages are a matter of. */
  readonly by: Collision['by'];
  /** What it is put together of, as far as it needs it. */
  readonly packages: readonly string[];
}

/** Where a NixOS system and a generation of Home Manager have theirs. */
const within = [
  ['', 'other'],
  ['sw', 'system'],
  ['home-path', 'home-manager'],
  ['etc/profiles/per-user/*', 'user'],
] as const;

/** What Home Manager puts together, also where it is one package of a user of NixOS (`useUserPackages`). */
const ofHomeManager = 'home-manager-path';

/** The environments that a closure begins with, or that stand at a known place of it. */
export async function environmentsOf({ paths, needs, roots }: Graph): Promise<Environment[]> {
  const nodes = new Map(paths.map((path, node) => [path, node]));
  const found = new Map<string, Environment>();

  async function add(path: string, by: Environment['by']): Promise<void> {
    const node = nodes.get(path);
    const packages = (needs[node ?? -1] ?? []).map((one) => paths[one] ?? '');
    if (found.has(path) || !(await isOf(path, packages))) return;
    found.set(path, { path, by: await makerOf(path, by), packages });
    for (const one of packages) if (nameOf(one) === ofHomeManager) await add(one, 'home-manager');
  }

  for (const root of roots)
    for (const [place, by] of within)
      for (const at of await placesOf(join(paths[root] ?? '', place))) {
        const path = await storePathOf(await realpath(at).catch(() => at));
        if (path !== undefined) await add(path, by);
      }
  return [...found.values()];
}

/** By what lies in it: profiles of Nix itself have a list of what they are made of. */
async function makerOf(path: string, by: Environment['by']): Promise<Environment['by']> {
  if (nameOf(path) === ofHomeManager) return 'home-manager';
  if (nameOf(path) === 'system-path') return 'system';
  if (await isThere(join(path, 'manifest.nix'))) return 'nix-env';
  return (await isThere(join(path, 'manifest.json'))) ? 'nix-profile' : by;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A path, or with a star at its end all that lies there. */
async function placesOf(path: string): Promise<string[]> {
  if (!path.endsWith('/*')) return [path];
  const folder = path.slice(0, -2);
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}

/** Whether something in it, at the top or below a folder, is a link to the same place in one of the packages. */
async function isOf(path: string, packages: readonly string[]): Promise<boolean> {
  const names = await readdir(path).catch((): string[] => []);
  // The /etc of a system is a link into a package, too.
  if (names.includes('nixos-version')) return false;
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
