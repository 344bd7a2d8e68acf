import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { nearestWords } from '@nixai/language';
import type { MissingImport } from './loaded.js';

/**
 * What Nix does not find at a path, as it would be written, and what was most likely meant: the path itself,
 * or the default.nix of a folder.
 */
export async function notThere(
  path: string,
  written: string,
): Promise<Pick<MissingImport, 'path' | 'nearest'>> {
  const entries = await readdir(path).catch((): string[] => []);
  if (entries.length === 0) return { path: written, nearest: await nearestFile(path, written) };
  const folder = written.replace(/\/$/, '');
  const [module, more] = entries.filter((name) => name.endsWith('.nix'));
  return {
    path: `${folder}/default.nix`,
    nearest: module === undefined || more !== undefined ? undefined : `${folder}/${module}`,
  };
}

/**
 * The entry of the same folder whose name is most like the one that is not there, as it would be
 * written in its place; undefined if none is.
 */
async function nearestFile(path: string, written: string): Promise<string | undefined> {
  const name = basename(path);
  const names = await readdir(dirname(path)).catch((): string[] => []);
  // `./disks` for `./disks.nix`.
  const [nearest] = names.includes(`${name}.nix`)
    ? [`${name}.nix`]
    : nearestWords(
        name,
        // Under that very name there is an empty folder, or a link that leads nowhere.
        names.filter((one) => one !== name),
      );
  return nearest === undefined ? undefined : written.slice(0, -name.length) + nearest;
}
