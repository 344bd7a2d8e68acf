import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '@nixai/api';
import { stepFailed } from '../faults.js';

/** What the disk refuses is told as what was not done. */
async function told<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw stepFailed(what, messageOf(error));
  }
}

/** Makes a folder that only its owner may look into; what is there stays as it is. */
export async function makePrivateFolder(path: string): Promise<void> {
  await told(`making ${path}`, mkdir(path, { recursive: true, mode: 0o700 }));
}

/** Makes a folder as anybody's are: the root of a machine. What is there stays as it is. */
export async function makeFolder(path: string): Promise<void> {
  await told(`making ${path}`, mkdir(path, { recursive: true, mode: 0o755 }));
}

/** Whether anything is at a path, and what a link leads to. */
export async function isThere(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

/** Removes a file, or a folder with all that is in it. */
export async function removeTree(path: string): Promise<void> {
  await told(`removing ${path}`, rm(path, { recursive: true, force: true }));
}

/** Puts a finished draft in its place in one step, so that it lasts; both are in one folder. */
export async function putInPlace(draft: string, place: string): Promise<void> {
  const work = async (): Promise<void> => {
    await syncPath(draft);
    await rename(draft, place);
    await syncPath(dirname(place));
  };
  await told(`writing ${place}`, work());
}

/** Has the disk keep what was written of a file, or the names in a folder. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems cannot; there is nothing better to be had from them.
    if (!['EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Bytes that are left where a path is, or will be. */
export async function freeBytes(path: string): Promise<number> {
  for (let at = path; ; at = dirname(at)) {
    const found = await stat(at).catch(() => undefined);
    if (found === undefined && at !== dirname(at)) continue;
    const { bsize, bavail } = await statfs(at);
    return bsize * bavail;
  }
}

/** What is on its way to a name in a folder; the next one that is begun takes its place. */
export const draftIn = (folder: string, id: string): string => join(folder, `.draft-${id}`);
