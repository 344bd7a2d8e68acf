// All that can be told of a folder: names, modes, owners, links and content.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A line for each thing in the folder, sorted; equal lists mean equal folders. */
export function snapshot(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .sort()
    .map((name) => {
      const place = join(folder, name);
      const stats = lstatSync(place);
      return `${name} ${stats.mode.toString(8)} ${stats.uid}:${stats.gid} ${contentOf(place, stats)}`;
    });
}

function contentOf(place, stats) {
  if (stats.isSymbolicLink()) return readlinkSync(place);
  return stats.isFile() ? createHash('sha256').update(readFileSync(place)).digest('hex') : '';
}
