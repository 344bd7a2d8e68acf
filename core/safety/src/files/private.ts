import { existsSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paths } from '@nixai/api';
import { writeFailed } from './faults.js';
import { makeFolder } from './folder.js';
import { sweep, temporaryBeside } from './temporary.js';

/** Closes a file that is there to everybody else: a key is about to be written into it. */
export async function makePrivate(path: string): Promise<void> {
  if (!existsSync(path)) return;
  await chmod(path, 0o600).catch((error: unknown) => {
    throw writeFailed(path, error);
  });
}

/**
 * A folder of our own alone for as long as the work takes. What a killed process left of one, which
 * may be a copy of keys, is removed by the next.
 * @throws NixaiError `write-failed`, or what the work throws.
 */
export async function inPrivateFolder<T>(
  own: Paths,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makePrivateFolder(own);
  try {
    return await work(folder);
  } finally {
    // What stays is swept by the next.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

async function makePrivateFolder(own: Paths): Promise<string> {
  const folder = temporaryBeside(join(own.state, 'private'));
  try {
    await makeFolder(own.state, own);
    await sweep(own.state);
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch (error) {
    throw writeFailed(folder, error);
  }
}
