import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { noPlace, unfitPlace } from '../faults.js';
import { archiveEngine } from './nixCache/archive.js';
import { folderEngine } from './nixCache/folder.js';
import type { Access, StoreEngine } from './engine.js';
import type { EngineName } from './names.js';

/** Whether a place is no folder here, as restic's manual writes them. */
export const isElsewhere = (place: string): boolean =>
  /^(?:sftp|rest|s3|b2|azure|gs|swift|rclone|local):/.test(place);

/**
 * The engine for a place: by what is there, or for what is not there yet by its name.
 * @param wanted for what is not there yet.
 */
export async function openEngine(
  access: Access,
  place: string | undefined,
  wanted?: EngineName,
): Promise<StoreEngine> {
  if (place === undefined) throw noPlace();
  if (isElsewhere(place)) {
    if (wanted === 'nix-cache') throw unfitPlace(place, 'only restic reaches it');
    return restic(access, place);
  }
  const path = resolve(place);
  if (/\.tar(?:\.gz)?$/.test(path)) {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && !found.isFile()) throw unfitPlace(path, 'it is no file');
    return archiveEngine(access, path);
  }
  const names = await namesAt(path);
  const isRestic = ['config', 'data', 'keys'].every((name) => names.includes(name));
  const isBundle = names.includes('cache') || names.includes('snapshots');
  const found = isRestic
    ? 'restic'
    : isBundle && !names.includes('index')
      ? 'nix-cache'
      : undefined;
  if (found === undefined && names.length > 0)
    throw unfitPlace(path, 'there are other things in it', 'an empty folder, or a new one');
  return (found ?? wanted) === 'restic' ? restic(access, path) : folderEngine(path);
}

async function restic(access: Access, repository: string): Promise<StoreEngine> {
  return (await import('./restic/engine.js')).resticEngine(access, repository);
}

/** Whether nothing of a repository lies there, as where a disk is not mounted. */
export const isEmptyFolder = async (path: string): Promise<boolean> =>
  (await stat(path)).isDirectory() && (await namesAt(path)).length === 0;

async function namesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) throw unfitPlace(path, 'it is a file, and no .tar or .tar.gz by its name');
  if (found?.isDirectory() === false) throw unfitPlace(path, 'it is no folder');
  const names = found === undefined ? [] : await readdir(path);
  return names.filter((name) => !name.startsWith('.') && name !== 'lost+found');
}

/** Where bundles are put together if nobody says so. */
export const usualStaging = (cache: string): string => join(cache, 'store');
