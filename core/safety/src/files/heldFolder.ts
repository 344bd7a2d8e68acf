import { constants } from 'node:fs';
import { open, readlink, realpath } from 'node:fs/promises';
import { isOurs } from '../place/ours.js';
import { changedMeanwhile } from './faults.js';

/**
 * Works in a folder that stays the same one, whatever another user puts in its place meanwhile: where
 * somebody else could, it is held open, and names in it are looked up in what is held (Linux; elsewhere
 * by its path).
 * @param folder with no link in it.
 * @param given what is said in messages.
 * @param work gets the way to the folder.
 * @throws NixaiError `changed-meanwhile` where it is another one already.
 */
export async function inHeldFolder<T>(
  folder: string,
  given: string,
  work: (way: string) => Promise<T>,
): Promise<T> {
  if (process.platform !== 'linux') return work(folder);
  if (isOurs(folder) && (await realpath(folder)) === folder) return work(folder);
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    const way = `/proc/self/fd/${handle.fd}`;
    // A link that has come into the path leads to another folder, and that is seen here.
    if ((await readlink(way)) !== folder) throw changedMeanwhile(given);
    return await work(way);
  } finally {
    await handle.close();
  }
}
