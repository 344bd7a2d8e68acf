import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree } from '../disk/folders.js';
import { cacheIn, idPattern, manifestIn, narinfoName, snapshotIn, snapshotsIn } from './layout.js';
import type { Manifest } from '../manifest/manifest.js';
import { readManifest } from '../manifest/text.js';

/**
 * Takes out of a bundle what no backup in it needs: those that were never finished, archives of store
 * paths, drafts. A backup whose manifest cannot be believed is left alone, and so is the cache then.
 * @param also store paths that are needed besides.
 */
export async function prune(bundle: string, also: readonly string[] = []): Promise<void> {
  const keep = new Set(also.map(narinfoName));
  for (const id of await namesIn(snapshotsIn(bundle))) {
    if (!idPattern.test(id)) continue;
    const text = await readFile(manifestIn(bundle, id), 'utf8').catch(() => undefined);
    if (text === undefined) {
      await removeTree(snapshotIn(bundle, id));
      continue;
    }
    const manifest = believed(text, id);
    if (manifest === undefined) return;
    for (const { path } of manifest.paths) keep.add(narinfoName(path));
  }
  await pruneCache(cacheIn(bundle), keep);
}

function believed(text: string, id: string): Manifest | undefined {
  try {
    return readManifest(text, id);
  } catch {
    return undefined;
  }
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
    const text = await readFile(join(cache, name), 'utf8');
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
