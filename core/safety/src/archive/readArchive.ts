import type { ArchiveLimits } from '@nixai/api';
import { Collisions } from './checkEntries.js';
import type { Entry } from './entry.js';
import { readTar } from './readTar.js';
import { unzipped } from './unzipped.js';

/**
 * The entries of a gzipped tar file as they come, one of them in memory at a time: the one reader of
 * archives. No two of them are one file, on any file system, and none leads anywhere else.
 *
 * @param size bytes of the archive, where they are known before they have come.
 * @throws NixaiError `archive-refused`, maybe after entries that are fine by themselves.
 */
export async function* entriesOf(
  archive: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
  size?: number,
): AsyncGenerator<Entry> {
  const collisions = new Collisions();
  for await (const entry of readTar(unzipped(archive, limits, size), limits)) {
    collisions.add(entry);
    yield entry;
  }
}

/**
 * The entries of an archive, in memory.
 * @throws NixaiError `archive-refused`.
 */
export async function readArchive(archive: Uint8Array, limits: ArchiveLimits): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of entriesOf(inOne(archive), limits, archive.length)) entries.push(entry);
  return entries;
}

/** Bytes as a stream of one piece. */
export async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
