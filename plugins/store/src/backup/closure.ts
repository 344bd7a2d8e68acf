import { readdir } from 'node:fs/promises';
import { nix as nixService, type Host, type StorePathInfo } from '@nixai/api';
import { cacheIn, narinfoName } from '../bundles/layout.js';
import type { BackupRoot } from '../manifest/manifest.js';

/** All that roots need of the store. */
export interface Closure {
  readonly infos: readonly StorePathInfo[];
  /** Those that the cache has not got yet. */
  readonly missing: readonly StorePathInfo[];
}

/** What the store has of these roots, and what of it is still to be copied to a cache. */
export async function closureOf(
  host: Host,
  roots: readonly BackupRoot[],
  bundle: string,
  signal: AbortSignal,
): Promise<Closure> {
  const paths = [...new Set(roots.map(({ path }) => path))];
  if (paths.length === 0) return { infos: [], missing: [] };
  const service = await host.service(nixService);
  const infos = await service.pathInfo(paths, { signal, closure: true });
  const there = new Set(await readdir(cacheIn(bundle)).catch(() => []));
  const missing = infos.filter(({ path }) => !there.has(narinfoName(path)));
  const sorted = [...infos].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { infos: sorted, missing };
}

export const bytesOf = (infos: readonly Pick<StorePathInfo, 'narSize'>[]): number =>
  infos.reduce((sum, { narSize }) => sum + narSize, 0);
