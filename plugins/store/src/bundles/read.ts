import { readFile, readdir, stat } from 'node:fs/promises';
import { unfitPlace } from '../faults.js';
import type { Manifest, WrittenManifest } from '../manifest/manifest.js';
import { readManifest, readPathList } from '../manifest/text.js';
import { idPattern, manifestIn, pathListIn, snapshotIn, snapshotsIn } from './layout.js';

/**
 * The manifest of a backup in a bundle, with its store paths.
 * @throws NixaiError where it is missing or cannot be believed.
 */
export async function manifestOf(bundle: string, id: string): Promise<Manifest> {
  const manifest = await manifestHead(bundle, id);
  const file = pathListIn(bundle, id);
  const text = await textOf(file);
  return { ...manifest, paths: readPathList(text, manifest, file) };
}

/** The same without its store paths, which may be 10 MB. */
export async function manifestHead(bundle: string, id: string): Promise<WrittenManifest> {
  const file = manifestIn(bundle, id);
  const manifest = readManifest(await textOf(file), file);
  if (manifest.id !== id) throw unfitPlace(file, `it is the manifest of ${manifest.id}`);
  return manifest;
}

async function textOf(file: string): Promise<string> {
  try {
    // A pipe would be waited for.
    if (!(await stat(file)).isFile()) throw new Error('it is no regular file');
    return await readFile(file, 'utf8');
  } catch {
    throw unfitPlace(file, 'there is no finished backup of that name', 'nixai store snapshots');
  }
}

/** The backups of a bundle that have a manifest, the oldest first. */
export async function idsIn(bundle: string): Promise<readonly string[]> {
  const names = await readdir(snapshotsIn(bundle)).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => idPattern.test(name))
      .map(async (id) => {
        const there = await readdir(snapshotIn(bundle, id)).catch((): string[] => []);
        return there.includes('manifest.json') ? id : undefined;
      }),
  );
  return found.filter((id) => id !== undefined).sort();
}
