import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileService, Host } from '@nixai/api';
import { unifiedDiff } from './diff.js';
import { writeFailed } from './faults.js';
import { syncFolder } from './folder.js';
import { acquireLock } from './lock.js';
import { writeAtomically } from './writeAtomically.js';

/** The one place where files are written. */
export function createFileService({ paths }: Pick<Host, 'paths'>): FileService {
  return {
    write: (path, content, options) => writeAtomically(path, { content, ...options }, paths),
    remove,
    lock: (path, wait) => acquireLock(path, paths, wait),
    diff: unifiedDiff,
  };
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path);
    await syncFolder(dirname(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw writeFailed(path, error);
  }
}
