import { join } from 'node:path';
import { makeLink } from '../disk/links.js';
import { stateDirectory } from '../gather/places.js';
import type { Manifest } from '../manifest/manifest.js';

export interface RestoredRoot {
  readonly name: string;
  readonly path: string;
  /** The link that keeps it. */
  readonly link: string;
}

/**
 * The links that keep what is restored: as roots of the garbage collector of that store, in a folder of
 * this backup's own, so that no profile of the machine is moved.
 */
export function rootsFor({ id, roots }: Manifest, to: string | undefined): readonly RestoredRoot[] {
  const state = to === undefined ? stateDirectory() : join(to, 'nix/var/nix');
  const folder = join(state, 'gcroots', `nixai-restored-${id}`);
  return roots.map(({ name, path }) => ({
    name,
    path,
    link: join(folder, name.replace(/^\/+/, '').replaceAll('/', '-')),
  }));
}

/** Makes them, before there is anything to keep. */
export async function setRoots(manifest: Manifest, to: string | undefined): Promise<void> {
  for (const { link, path } of rootsFor(manifest, to)) await makeLink(link, path);
}
