import { readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOfNixHash, textHash } from '../disk/hash.js';
import { inTurns } from '../disk/inTurns.js';
import type { BackedUpPath } from '../manifest/manifest.js';
import { narName, narinfoName } from './layout.js';
import { urlIn } from './prune.js';

/** What a store says of a path. */
export type StoreRecord = Pick<BackedUpPath, 'path' | 'narHash' | 'narSize' | 'references'>;

/**
 * What a cache has of store paths: those alone whose contents have the hash that the store says, and
 * whose archive is as long as it has to be. The archives are not read.
 */
export async function describePaths(
  cache: string,
  records: readonly StoreRecord[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, BackedUpPath>> {
  const found = new Map<string, BackedUpPath>();
  const there = new Set(await readdir(cache).catch(() => []));
  const candidates = records.filter(({ path }) => there.has(narinfoName(path)));
  await inTurns(candidates, signal, ({ path, narHash, narSize, references }) => {
    const text = readFileSync(join(cache, narinfoName(path)), 'utf8');
    const nar = urlIn(text) ?? '';
    // Nix names an archive by its hash.
    const isIt =
      narName.test(nar) && hexOfNixHash(`sha256:${nar.slice(4, 56)}`) === hexOfNixHash(narHash);
    if (isIt && sizeOf(join(cache, nar)) === narSize)
      found.set(path, { path, narHash, narSize, references, nar, narinfo: textHash(text) });
  });
  return found;
}

/** Whether a cache has all of these, each archive as long as it has to be. */
export async function hasAll(
  cache: string,
  paths: readonly BackedUpPath[],
  signal: AbortSignal,
): Promise<boolean> {
  const there = new Set(await readdir(cache).catch(() => []));
  let isAll = paths.every(({ path }) => there.has(narinfoName(path)));
  if (!isAll) return false;
  await inTurns(paths, signal, ({ nar, narSize }) => {
    isAll &&= sizeOf(join(cache, nar)) === narSize;
  });
  return isAll;
}

const sizeOf = (file: string): number | undefined =>
  statSync(file, { throwIfNoEntry: false })?.size;
