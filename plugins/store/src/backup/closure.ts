import { nix as nixService, type Host } from '@nixai/api';
import { describePaths, type StoreRecord } from '../bundles/describe.js';
import { cacheIn } from '../bundles/layout.js';
import type { BackedUpPath } from '../manifest/manifest.js';

/** All that roots need of the store. */
export interface Closure {
  /** By their names. */
  readonly records: readonly StoreRecord[];
  /** Those that the cache has not got yet, or not as the store has them. */
  readonly missing: readonly StoreRecord[];
  /** The others, as the cache has them. */
  readonly described: ReadonlyMap<string, BackedUpPath>;
}

/** What the store has of these roots, and what of it is still to be copied to a cache. */
export async function closureOf(
  host: Host,
  roots: readonly string[],
  bundle: string,
  signal: AbortSignal,
): Promise<Closure> {
  if (roots.length === 0) return { records: [], missing: [], described: new Map() };
  const service = await host.service(nixService);
  const infos = await service.pathInfo(roots, { signal, closure: true });
  const records = infos
    .map(({ path, narHash, narSize, references }) => ({
      ...{ path, narHash, narSize },
      references: references.map((one) => one.slice(one.lastIndexOf('/') + 1)),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const described = await describePaths(cacheIn(bundle), records, signal);
  return { records, missing: records.filter(({ path }) => !described.has(path)), described };
}

export const bytesOf = (records: readonly Pick<StoreRecord, 'narSize'>[]): number =>
  records.reduce((sum, { narSize }) => sum + narSize, 0);
