import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreDerivation } from '@nixai/api';

/** Where the build stood in what Nix kept of it: in the folder that it unpacked, as far as there is one alone. */
export async function workFolder(kept: string, { env }: StoreDerivation): Promise<string> {
  // Since 2.19 a build has a folder of its own in the one that is kept.
  const inner = join(kept, 'build');
  const top = (await isFolder(inner)) && (await readdir(kept)).length === 1 ? inner : kept;
  const { sourceRoot = '' } = env;
  if (sourceRoot !== '' && (await isFolder(join(top, sourceRoot)))) return join(top, sourceRoot);
  const entries = await readdir(top, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((one) => one.isDirectory());
  const isUnpacked = env['stdenv'] !== undefined && folders.length === 1;
  return isUnpacked ? join(top, folders[0]?.name ?? '') : top;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
