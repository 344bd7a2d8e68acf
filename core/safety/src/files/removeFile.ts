import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailed } from './faults.js';
import { syncFolder } from './folder.js';

/**
 * Removes a file for good; one that is not there is no fault.
 * @throws NixaiError `write-failed`.
 */
export async function removeFile(path: string): Promise<void> {
  try {
    await rm(path);
    await syncFolder(dirname(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw writeFailed(path, error);
  }
}
