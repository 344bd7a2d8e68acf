import { join } from 'node:path';
import type { Host } from '@nixai/api';
import { makePrivateFolder, removeTree } from '../disk/folders.js';
import { say } from '../programs.js';

/**
 * Keeps store paths from the garbage collector while work goes on, also where a generation is
 * deleted meanwhile. The links are in a folder that is gone afterwards.
 */
export async function holding<T>(
  host: Host,
  paths: readonly string[],
  folder: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  await removeTree(folder);
  if (paths.length === 0) return work();
  await makePrivateFolder(folder);
  try {
    const argv = ['--realise', ...paths, '--add-root', join(folder, 'root'), '--indirect'];
    await say(host, 'keeping the paths from the garbage collector', ['nix-store', ...argv], {
      signal,
    });
    return await work();
  } finally {
    await removeTree(folder);
  }
}
