import { readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOfNixHash, nixBase32 } from '@nixai/nix-cli/hashes';
import { textHash } from '../disk/hash.js';
import { removeTree } from '../disk/folders.js';
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

/**
 * Nix passes over what a cache says that it has, and over an archive whose name is there: what of these is
 * another, or cut, has to go before it is copied anew.
 */
export async function letGoOf(cache: string, records: readonly StoreRecord[]): Promise<void> {
  const infos = new Set(await readdir(cache).catch(() => []));
  const archives = new Set(await readdir(join(cache, 'nar')).catch(() => []));
  for (const { path, narHash, narSize } of records) {
    if (infos.has(narinfoName(path))) await removeTree(join(cache, narinfoName(path)));
    const name = `${nixBase32(hexOfNixHash(narHash) ?? '')}.nar`;
    const archive = join(cache, 'nar', name);
    if (archives.has(name) && sizeOf(archive) !== narSize) await removeTree(archive);
  }
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
