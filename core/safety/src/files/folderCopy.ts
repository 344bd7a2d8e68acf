import { constants } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isNixaiError, type Paths } from '@nixai/api';
import { takenBack, writeFailed } from './faults.js';
import { makeFolder, syncFolder } from './folder.js';
import { sweep, temporaryBeside } from './temporary.js';

/** Where the copy stands as soon as it is what shall be. */
const doneIn = (folder: string): string => join(folder, '.done');

/**
 * Has parts of a folder changed by what knows nothing of all or nothing, such as npm: it works on a
 * copy, which becomes the folder's in one step. To be called by one process at a time.
 * @throws NixaiError `write-failed`, or what the work throws; the parts are then as they were.
 */
export async function changeCopy<T>(
  folder: string,
  parts: readonly string[],
  work: (copy: string) => Promise<T>,
  own: Paths,
): Promise<T> {
  // A name of its own: what a killed run had begun may still be written to by its npm.
  const draft = temporaryBeside(join(folder, 'copy'));
  try {
    await asWrite(folder, () => copyParts(folder, draft, parts, own));
    const result = await work(draft).catch((error: unknown) => {
      // What the disk does not promise to keep is the copy, and that is thrown away.
      throw isNixaiError(error) && error.code === 'write-unsynced' ? takenBack(error) : error;
    });
    await asWrite(folder, () => rename(draft, doneIn(folder)));
    // It is done as of now: what is left to do, the next run would do too.
    await putInPlace(folder).catch(() => {});
    return result;
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

/** Puts the parts of a copy that is done in the place of the old ones; takes up where it was cut off. */
export async function putInPlace(folder: string): Promise<void> {
  const done = doneIn(folder);
  await syncFolder(folder);
  for (const part of await readdir(done)) {
    await rm(join(folder, part), { recursive: true, force: true });
    await rename(join(done, part), join(folder, part));
  }
  await rm(done, { recursive: true });
}

async function copyParts(
  folder: string,
  draft: string,
  parts: readonly string[],
  own: Paths,
): Promise<void> {
  await makeFolder(folder, own);
  await sweep(folder);
  await mkdir(draft, { mode: 0o700 });
  for (const part of await readdir(folder))
    if (parts.includes(part)) await cp(join(folder, part), join(draft, part), exactly);
}

const exactly = {
  recursive: true,
  verbatimSymlinks: true,
  preserveTimestamps: true,
  mode: constants.COPYFILE_FICLONE,
} as const;

async function asWrite(path: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    throw writeFailed(path, error);
  });
}
