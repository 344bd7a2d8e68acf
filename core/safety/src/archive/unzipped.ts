import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ArchiveLimits } from '@nixai/api';
import { archiveRefused } from './faults.js';

/** Small archives may well be denser than the ratio. */
const alwaysAllowed = 1 << 20;

/**
 * What a gzip file holds, as it comes.
 *
 * @param size bytes of the file, where they are known before they have come.
 * @throws NixaiError `archive-refused` at the first byte that is too much, and what its source throws.
 */
export async function* unzipped(
  archive: AsyncIterable<Uint8Array>,
  { bytes, ratio }: ArchiveLimits,
  size?: number,
): AsyncGenerator<Uint8Array> {
  const allowed = (length: number): number => Math.max(length * ratio, alwaysAllowed);
  const most = size === undefined ? bytes : Math.min(bytes, allowed(size));
  const gunzip = createGunzip();
  let packed = 0;
  let unpacked = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of archive) {
      packed += chunk.length;
      yield chunk;
    }
  }
  // What goes wrong in it is seen by who reads.
  const done = pipeline(counted(), gunzip).catch(() => {});
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      if (unpacked > most) throw tooLarge();
      yield chunk;
    }
    await done;
  } catch (error) {
    const isOfZlib = (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
    throw isOfZlib ? archiveRefused('it is no gzip file, or damaged') : error;
  } finally {
    gunzip.destroy();
  }
  if (unpacked > allowed(packed)) throw tooLarge();
  // zlib passes over zeros that follow; another reader may not.
  if (gunzip.bytesWritten !== packed) throw archiveRefused('it goes on after its end');
}

const tooLarge = () => archiveRefused('it is too large unpacked');
