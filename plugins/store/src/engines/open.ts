import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { noPlace, unfitPlace } from '../faults.js';
import { archiveEngine } from './nixCache/archive.js';
import { folderEngine } from './nixCache/folder.js';
import type { Access, StoreEngine } from './engine.js';

export const engineNames = ['restic', 'nix-cache'] as const;
export type EngineName = (typeof engineNames)[number];

/** The engine for a place, by what is there, or by the name of what is not there yet. */
export async function openEngine(
  access: Access,
  place: string | undefined,
  wanted?: EngineName,
): Promise<StoreEngine> {
  if (place === undefined) throw noPlace();
  const path = resolve(place);
  if (/\.tar(?:\.gz)?$/.test(path)) return archiveEngine(access, path);
  const names = await namesAt(path);
  if (names.length > 0 && !names.includes('cache') && !names.includes('snapshots'))
    throw unfitPlace(path, 'there are other things in it', 'an empty folder, or a new one');
  void wanted;
  return folderEngine(path);
}

async function namesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) throw unfitPlace(path, 'it is a file, and no .tar or .tar.gz by its name');
  const names = found === undefined ? [] : await readdir(path);
  return names.filter((name) => !name.startsWith('.') && name !== 'lost+found');
}

/** Where bundles are put together if nobody says so. */
export const usualStaging = (cache: string): string => join(cache, 'store');
