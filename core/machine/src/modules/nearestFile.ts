import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { nearestWords } from '@nixai/language';

/**
 * The entry of the same folder whose name is most like the one that is not there, as it would be
 * written in its place; undefined if none is.
 */
export async function nearestFile(path: string, written: string): Promise<string | undefined> {
  const name = basename(path);
  const names = await readdir(dirname(path)).catch((): string[] => []);
  // `./disks` for `./disks.nix`.
  const [nearest] = names.includes(`${name}.nix`)
    ? [`${name}.nix`]
    : nearestWords(
        name,
        // A folder of that very name has no default.nix.
        names.filter((one) => one !== name),
      );
  return nearest === undefined ? undefined : written.slice(0, -name.length) + nearest;
}
