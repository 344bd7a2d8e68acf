import { readFile, stat } from 'node:fs/promises';

/** The largest file of nixpkgs is 1 MB: one that is longer than this nobody wrote. */
const largest = 16 * 2 ** 20;

/**
 * The text of a file of a configuration; undefined where it is none that can be read. A pipe or a
 * device that lies in the folder is not waited for.
 */
export async function readRegular(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true || stats.size > largest) return undefined;
  return readFile(path, 'utf8').catch(() => undefined);
}
