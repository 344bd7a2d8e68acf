import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { files, isNixaiError, type Host } from '@nixai/api';
import { describePaths } from '../bundles/describe.js';
import { cacheIn, manifestIn, narinfoName, pathListIn } from '../bundles/layout.js';
import { textHash } from '../disk/hash.js';
import { pathDamaged, stepFailed } from '../faults.js';
import { storeDirectory } from '../gather/places.js';
import { thisPlatform } from '../gather/platform.js';
import type { BackedUpPath, Manifest } from '../manifest/manifest.js';
import { manifestVersion } from '../manifest/manifest.js';
import { manifestText, pathListText } from '../manifest/text.js';
import { bytesOf, type Closure } from './closure.js';

/** All of a manifest that is not read from the bundle itself. */
export type Told = Pick<
  Manifest,
  'id' | 'made' | 'scope' | 'tools' | 'roots' | 'archives' | 'left'
>;

/** What a cache has of a closure, after all of it was copied there; held to what the store says. */
export async function pathsIn(
  bundle: string,
  { records, missing, described }: Closure,
  signal: AbortSignal,
): Promise<readonly BackedUpPath[]> {
  const cache = cacheIn(bundle);
  const copied = await describePaths(cache, missing, signal);
  return records.map(({ path }) => {
    const found = described.get(path) ?? copied.get(path);
    if (found !== undefined) return found;
    // Copied, and with another hash than the store's own record: it was read from a damaged path.
    if (existsSync(join(cache, narinfoName(path)))) throw pathDamaged(path);
    throw stepFailed('nix copy', `${path} is not in ${cache}`);
  });
}

/**
 * Writes the list of store paths, and then the manifest, the last file of a backup: before it is there,
 * there is none.
 */
export async function writeManifest(
  host: Host,
  bundle: string,
  paths: readonly BackedUpPath[],
  told: Told,
): Promise<Manifest> {
  const service = await host.service(files);
  const write = async (file: string, text: string): Promise<void> => {
    try {
      await service.write(file, text, { mode: 0o600 });
    } catch (error) {
      // It does not stay where all of it may not last: there is no backup then.
      throw stepFailed(
        `writing ${file}`,
        isNixaiError(error) ? (error.why ?? error.what) : String(error),
      );
    }
  };
  const list = pathListText(paths);
  await write(pathListIn(bundle, told.id), list);
  const cacheInfo = await readFile(join(cacheIn(bundle), 'nix-cache-info')).catch(() => '');
  const manifest = {
    format: 'nixai-store-backup' as const,
    version: manifestVersion,
    host: hostname(),
    platform: thisPlatform(),
    store: storeDirectory(),
    ...told,
    pathList: { sha256: textHash(list), paths: paths.length, bytes: bytesOf(paths) },
    cacheInfo: textHash(cacheInfo),
  };
  await write(manifestIn(bundle, told.id), manifestText(manifest));
  return { ...manifest, paths };
}
