import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '@nixai/api';
import { makePrivateFolder, removeTree } from '../disk/folders.js';
import { stateDirectory } from '../gather/places.js';
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
  await removeAutoRoots(folder);
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
    await removeAutoRoots(folder);
  }
}

/** Nix notes each such link in a folder of its own, and takes the note away only when it collects. */
async function removeAutoRoots(folder: string): Promise<void> {
  const auto = join(stateDirectory(), 'gcroots/auto');
  for (const name of await readdir(auto).catch(() => [])) {
    const target = await readlink(join(auto, name)).catch(() => '');
    // Where a daemon does it for us, the folder is not ours; the next collection does it then.
    if (target.startsWith(`${folder}/`)) await removeTree(join(auto, name)).catch(() => {});
  }
}
