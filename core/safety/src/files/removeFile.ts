import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isNixaiError } from '@nixai/api';
import { changedMeanwhile, writeFailed } from './faults.js';
import { syncFolder } from './folder.js';
import { inHeldFolder } from './heldFolder.js';
import { followLinks } from './links.js';
import { hashOf } from './writeAtomically.js';

/**
 * Removes a file for good, or the link by that name; one that is not there is no fault.
 * @param expect SHA-256 (hex) that it must have until the last moment.
 * @throws NixaiError `write-failed` or `changed-meanwhile`.
 */
export async function removeFile(path: string, expect?: string): Promise<void> {
  try {
    const folder = await followLinks(dirname(path));
    await inHeldFolder(folder, path, async (way) => {
      const place = join(way, basename(path));
      if (expect !== undefined && (await hashOf(place)) !== expect) throw changedMeanwhile(path);
      await rm(place);
      await syncFolder(way);
    });
  } catch (error) {
    if (isNixaiError(error)) throw error;
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw writeFailed(path, error);
  }
}
