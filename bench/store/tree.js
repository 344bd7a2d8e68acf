import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder that have bytes, by name; or an archive and the file with its hash. */
export const filesIn = (at) =>
  statSync(at).isFile()
    ? [at, `${at}.sha256`]
    : readdirSync(at, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => join(one.parentPath ?? one.path, one.name))
        .filter((file) => statSync(file).size > 0)
        .sort();

/** A hash of all names and bytes below a folder. */
export function treeHash(folder) {
  if (!existsSync(folder)) return 'nothing';
  const hash = createHash('sha256');
  for (const file of filesIn(folder))
    hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest('hex');
}
