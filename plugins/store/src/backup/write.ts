import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { files, type Host, type StorePathInfo } from '@nixai/api';
import { each } from '../bundles/verify.js';
import { cacheIn, manifestIn, narinfoName } from '../bundles/layout.js';
import { urlIn } from '../bundles/prune.js';
import { hexOfNixHash, textHash } from '../disk/hash.js';
import { pathDamaged, stepFailed } from '../faults.js';
import { storeDirectory } from '../gather/places.js';
import type { BackedUpPath, Manifest } from '../manifest/manifest.js';
import { manifestVersion } from '../manifest/manifest.js';
import { manifestText } from '../manifest/text.js';

/** All of a manifest that is not read from the bundle itself. */
export type Told = Pick<
  Manifest,
  'id' | 'made' | 'scope' | 'tools' | 'roots' | 'archives' | 'left'
>;

/** Writes the manifest, the last file of a backup: before it is there, there is none. */
export async function writeManifest(
  host: Host,
  bundle: string,
  infos: readonly StorePathInfo[],
  told: Told,
  signal: AbortSignal,
): Promise<Manifest> {
  const manifest: Manifest = {
    format: 'nixai-store-backup',
    version: manifestVersion,
    host: hostname(),
    store: storeDirectory(),
    ...told,
    paths: await describePaths(cacheIn(bundle), infos, signal),
    cacheInfo: textHash(
      await readFile(join(cacheIn(bundle), 'nix-cache-info')).catch(() => new Uint8Array()),
    ),
  };
  const service = await host.service(files);
  const text = manifestText(manifest);
  await service.write(manifestIn(bundle, told.id), text, { mode: 0o600 });
  return manifest;
}

/** What the cache says of each path, held to what the store says. */
async function describePaths(
  cache: string,
  infos: readonly StorePathInfo[],
  signal: AbortSignal,
): Promise<readonly BackedUpPath[]> {
  const found = new Map<string, BackedUpPath>();
  await each(infos, signal, async ({ path, narHash, narSize, references }) => {
    const text = await readFile(join(cache, narinfoName(path)), 'utf8').catch(() => '');
    const nar = urlIn(text);
    if (nar === undefined) throw stepFailed('nix copy', `${path} is not in ${cache}`);
    // Nix names it by its hash: another one than the store's own record was read from a damaged path.
    if (hexOfNixHash(`sha256:${nar.slice(4, 56)}`) !== hexOfNixHash(narHash))
      throw pathDamaged(path);
    found.set(path, {
      path,
      narHash,
      narSize,
      references: references.map((one) => one.slice(one.lastIndexOf('/') + 1)),
      nar,
      narinfo: textHash(text),
    });
  });
  return infos.map(({ path }) => found.get(path) as BackedUpPath);
}
