import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isOurs } from '../place/ours.js';
import { statsOf } from './links.js';
import { isAlive, ownIdentity } from './processIdentity.js';

/** The name says whose it is, so that what a killed process left can be told from work in progress. */
const pattern = /^\..*\.nixai-(\d+)-(\d*)-[0-9a-f]{12}$/s;
const longestName = 200;

/** A new name in the folder of `path`, which no other process has. */
export function temporaryBeside(path: string): string {
  const { pid, start } = ownIdentity();
  const random = randomBytes(6).toString('hex');
  const stem = Buffer.from(basename(path)).subarray(0, longestName).toString('latin1');
  return join(dirname(path), `.${stem.replace(/[^\w.-]/g, '_')}.nixai-${pid}-${start}-${random}`);
}

/** Removes what killed processes left in a folder. */
export async function sweep(folder: string): Promise<void> {
  const { boot } = ownIdentity();
  let isAlone: boolean | undefined;
  for (const name of await readdir(folder)) {
    const [, pid, start = ''] = pattern.exec(name) ?? [];
    if (pid === undefined || isAlive({ pid: Number(pid), start, boot })) continue;
    const path = join(folder, name);
    // Where others may write, one of them could lead a removal of folders elsewhere.
    if ((isAlone ??= isOurs(folder)))
      // A program that outlived the process it was started by may still write there.
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
    else if ((await statsOf(path))?.uid === process.getuid?.()) await rm(path).catch(unlessFolder);
  }
}

function unlessFolder(error: NodeJS.ErrnoException): void {
  if (!['ENOENT', 'EISDIR', 'ERR_FS_EISDIR'].includes(error.code ?? '')) throw error;
}
