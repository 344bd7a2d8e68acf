import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Paths } from '@nixai/api';
import { isThere } from './madeFolders.js';

const isInside = (path: string, folder: string): boolean =>
  !relative(folder, path).startsWith('..');

/** Creates what is missing of a folder: for its owner alone under nixai's own paths. */
export async function makeFolder(folder: string, own: Paths): Promise<void> {
  const ours = Object.values<string>({ ...own }).some((root) => isInside(folder, resolve(root)));
  const missing = await missingOf(resolve(folder));
  // Not `recursive`: that never ends where a file system says that a folder's own parent is missing.
  for (const one of missing)
    await mkdir(one, { mode: ours ? 0o700 : 0o755 }).catch(unlessThere(one));
  // A file is no safer than the names of the folders above it.
  for (const one of missing.reverse()) await syncFolder(dirname(one));
}

/** The folders that are not there yet on the way to one, uppermost first. */
async function missingOf(folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (let one = folder; !(await isThere(one)); one = dirname(one)) missing.unshift(one);
  return missing;
}

/** Somebody else may have made it in the meantime. */
const unlessThere = (folder: string) => async (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw error;
};

/** Makes the names in a folder last through a crash. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network and FUSE file systems cannot; there is nothing better to be had from them.
    if (!['EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
