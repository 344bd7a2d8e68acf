import { statSync } from 'node:fs';

/**
 * To be asked before a file that somebody has named is read: `/dev/zero` has no end.
 * @throws Error in words for a `why`.
 */
export function refuseDevice(path: string): void {
  const stats = statSync(path);
  if (stats.isCharacterDevice() || stats.isBlockDevice()) throw new Error('it is a device');
}
