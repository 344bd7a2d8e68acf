import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The folder of the flake that a file or folder belongs to: the nearest above, up to its repository. */
export async function flakeAbove(path: string): Promise<string | undefined> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (await isThere(join(folder, 'flake.nix'))) return folder;
    if ((await isThere(join(folder, '.git'))) || folder === dirname(folder)) return undefined;
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
