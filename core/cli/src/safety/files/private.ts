import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFailed } from './faults.js';

/** Closes a file that is there to everybody else: a key is about to be written into it. */
export async function makePrivate(path: string): Promise<void> {
  if (!existsSync(path)) return;
  await chmod(path, 0o600).catch((error: unknown) => {
    throw writeFailed(path, error);
  });
}

/** A folder of our own alone for as long as the work takes. */
export async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nixai-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
