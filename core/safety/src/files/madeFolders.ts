import { lstat, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The uppermost folder that will have to be made for a file; undefined if its own is there. */
export async function uppermostMissing(path: string): Promise<string | undefined> {
  let missing: string | undefined;
  for (let folder = dirname(path); !(await isThere(folder)); folder = dirname(folder))
    missing = folder;
  return missing;
}

/** Removes the folders that were made for a file which is gone, as far as nothing else is in them. */
export async function removeMade(path: string, uppermost: string | undefined): Promise<void> {
  if (uppermost === undefined || !path.startsWith(`${uppermost}/`)) return;
  try {
    for (let folder = dirname(path); folder.length >= uppermost.length; folder = dirname(folder))
      await rmdir(folder);
  } catch {
    // There is something in it, or it is gone: both are as they should be.
  }
}

/** Also true where that cannot be told. */
export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
}
