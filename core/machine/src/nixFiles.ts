import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** So much no configuration holds: it is a home, a disk or nixpkgs. */
const mostEntries = 50_000;
const mostFiles = 5_000;

/** The Nix files in a folder, outermost first; undefined where there is far too much in it. */
export async function nixFilesIn(folder: string): Promise<string[] | undefined> {
  const files: string[] = [];
  const folders = [folder];
  let entries = 0;
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    for (const entry of await entriesOf(next)) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && !isPassedOver(entry.name)) folders.push(path);
      // A hidden one is a template, or what an editor left: what is used is imported by its name.
      if (entry.isFile() && /^[^.].*\.nix$/.test(entry.name)) files.push(path);
      entries++;
    }
    if (entries > mostEntries || files.length > mostFiles) return undefined;
  }
  return files.sort(outermostFirst);
}

/** The Nix files that lie in the folder itself. */
export async function nixFilesAtTop(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map(({ name }) => join(folder, name))
    .sort(outermostFirst);
}

/** What is not for us to read, or is gone by now, holds nothing. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

const isPassedOver = (name: string): boolean =>
  name.startsWith('.') || name === 'node_modules' || name === 'result';

/** What leads to others before what is led to: folder by folder, `default.nix` first. */
function outermostFirst(one: string, other: string): number {
  const depth = (path: string) => path.split('/').length;
  const rank = (path: string) => (basename(path) === 'default.nix' ? 0 : 1);
  return depth(one) - depth(other) || rank(one) - rank(other) || (one < other ? -1 : 1);
}
