import type { View } from '@nixai/api';
import type { Collected } from '../gc/gc.js';
import { bytes, plural } from './bytes.js';

/** What nothing keeps, or what of it is gone. */
export function renderCollected(collected: Collected, view: View): string {
  const { dead, bytes: size, largest, done, freed } = collected;
  if (dead === 0) return 'Nothing to remove: each path of the store is kept by a root.';
  if (done) {
    const more = freed === undefined ? '' : `; Nix says that ${bytes(freed)} were freed`;
    return view.wrap(`Removed ${plural(dead, 'store path')}, ${bytes(size)} unpacked${more}.`);
  }
  return [
    view.table(
      [
        { title: 'bytes', align: 'right' },
        { title: `the largest of ${dead} that nothing keeps`, flexible: true },
      ],
      largest.map(({ path, bytes: own }) => [bytes(own), path]),
    ),
    `${bytes(size)} in all. Nothing was removed.`,
  ].join('\n');
}
