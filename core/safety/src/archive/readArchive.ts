import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ArchiveLimits } from '@nixai/api';
import { checkCollisions } from './checkEntries.js';
import type { Entry } from './entry.js';
import { archiveRefused } from './faults.js';
import { readTar } from './readTar.js';

/** Small archives may well be denser than the ratio. */
const alwaysAllowed = 1 << 20;

/**
 * The entries of a gzipped tar file, in memory: the one reader of archives. No two of them are one
 * file, on any file system, and none leads anywhere else.
 * @throws NixaiError `archive-refused`.
 */
export async function readArchive(archive: Uint8Array, limits: ArchiveLimits): Promise<Entry[]> {
  const entries = readTar(await unzipped(archive, limits), limits);
  checkCollisions(entries);
  return entries;
}

async function unzipped(archive: Uint8Array, { bytes, ratio }: ArchiveLimits): Promise<Buffer> {
  const maxOutputLength = Math.min(bytes, Math.max(archive.length * ratio, alwaysAllowed));
  const { buffer, engine } = await inflate(archive, maxOutputLength).catch((error: unknown) => {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw archiveRefused(
      isTooLarge ? 'it is too large unpacked' : 'it is no gzip file, or damaged',
    );
  });
  // zlib passes over zeros that follow; another reader may not.
  if (engine.bytesWritten !== archive.length) throw archiveRefused('it goes on after its end');
  return buffer;
}

interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

/** With `info`, which the types of Node do not know, zlib says how much it has read. */
const inflate = (archive: Uint8Array, maxOutputLength: number): Promise<Inflated> =>
  promisify(gunzip)(archive, { maxOutputLength, info: true }) as unknown as Promise<Inflated>;
