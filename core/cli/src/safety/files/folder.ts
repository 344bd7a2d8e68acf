import { mkdir, open } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { Paths } from '@nixai/api';

const isInside = (path: string, folder: string): boolean =>
  !relative(folder, path).startsWith('..');

/** Creates what is missing of a folder: for its owner alone under nixai's own paths. */
export async function makeFolder(folder: string, own: Paths): Promise<void> {
  const ours = Object.values<string>({ ...own }).some((root) => isInside(folder, resolve(root)));
  const uppermost = await mkdir(folder, { recursive: true, mode: ours ? 0o700 : 0o755 });
  if (uppermost === undefined) return;
  // A file is no safer than the names of the folders above it.
  for (let made = resolve(folder); isInside(made, uppermost); made = dirname(made))
    await syncFolder(dirname(made));
}

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
