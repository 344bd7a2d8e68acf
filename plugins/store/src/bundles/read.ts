import { readFile, readdir } from 'node:fs/promises';
import { isNixaiError } from '@nixai/api';
import { unfitPlace } from '../faults.js';
import type { Manifest } from '../manifest/manifest.js';
import { readManifest } from '../manifest/text.js';
import { idPattern, manifestIn, snapshotIn, snapshotsIn } from './layout.js';

/** The manifest of a backup in a bundle. @throws NixaiError where it is missing or cannot be believed. */
export async function manifestOf(bundle: string, id: string): Promise<Manifest> {
  const file = manifestIn(bundle, id);
  try {
    const manifest = readManifest(await readFile(file, 'utf8'), file);
    if (manifest.id !== id) throw unfitPlace(file, `it is the manifest of ${manifest.id}`);
    return manifest;
  } catch (error) {
    if (isNixaiError(error)) throw error;
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
