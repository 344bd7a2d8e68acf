import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegular } from '@nixai/contributions';
import { isThere, removeTree, syncPath } from '../disk/folders.js';
import { cacheIn, idPattern, manifestIn, narinfoName, snapshotIn, snapshotsIn } from './layout.js';
import { manifestOf } from './read.js';

/** Takes away what makes backups of what lies in a bundle; `prune` takes the rest. */
export async function removeManifests(bundle: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await removeTree(manifestIn(bundle, id));
    // Before anything else of it: a machine that stops keeps no backup in part.
    await syncPath(snapshotIn(bundle, id)).catch(() => {});
  }
}

/**
 * Takes out of a bundle what no backup in it needs: those that were never finished, archives of store
 * paths, drafts. A backup whose manifest cannot be believed is left alone, and so is the cache then.
 * @param also store paths that are needed besides.
 */
export async function prune(bundle: string, also: readonly string[] = []): Promise<void> {
  const keep = new Set(also.map(narinfoName));
  for (const id of await namesIn(snapshotsIn(bundle))) {
    if (!idPattern.test(id)) continue;
    if (!(await isThere(manifestIn(bundle, id)))) {
      await removeTree(snapshotIn(bundle, id));
      continue;
    }
    const manifest = await manifestOf(bundle, id).catch(() => undefined);
    if (manifest === undefined) return;
    for (const { path } of manifest.paths) keep.add(narinfoName(path));
  }
  await pruneCache(cacheIn(bundle), keep);
}

/** Removes first what says that a path is there, then what it consists of. */
async function pruneCache(cache: string, keep: ReadonlySet<string>): Promise<void> {
  const names = await namesIn(cache);
  const nars = new Set<string>();
  const infos = names.filter((one) => one.endsWith('.narinfo'));
  // Paths with the same bytes share an archive, so that fewer of these say nothing.
  const archives = await namesIn(join(cache, 'nar'));
  if (infos.every((name) => keep.has(name)) && archives.length <= infos.length) return;
  for (const name of infos) {
    const text = await readRegular(join(cache, name), 'utf8');
    if (keep.has(name)) nars.add(urlIn(text) ?? '');
    else await removeTree(join(cache, name));
  }
  for (const name of names.filter((one) => /\.narinfo\./.test(one)))
    await removeTree(join(cache, name));
  for (const name of archives)
    if (!nars.has(`nar/${name}`)) await removeTree(join(cache, 'nar', name));
}

/** Where a `.narinfo` says that its archive is. */
export const urlIn = (narinfo: string): string | undefined => /^URL: (.+)$/m.exec(narinfo)?.[1];

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
