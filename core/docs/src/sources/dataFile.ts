import { realpath, stat } from 'node:fs/promises';
import { NixaiError, messageOf } from '@nixai/api';
import { readNamed } from '@nixai/safety';

/** A file of options or packages on this machine. */
export interface DataFile {
  readonly bytes: Buffer;
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly date: string;
}

/** Bytes. The options of nixpkgs are 30 MB, its packages 120 MB. */
const largest = 384 * 2 ** 20;

/** @throws NixaiError `file-unreadable` */
export async function readDataFile(path: string): Promise<DataFile> {
  try {
    const [bytes, fingerprint, { mtime }] = await Promise.all([
      readNamed(path, largest),
      fingerprintOf(path),
      stat(path),
    ]);
    // Files of the Nix store say that they are from 1970.
    const date = mtime.getTime() > 1e9 ? mtime : new Date();
    return { bytes, fingerprint, date: date.toISOString() };
  } catch (error) {
    throw new NixaiError({
      code: 'file-unreadable',
      what: `cannot read ${path}`,
      why: messageOf(error),
      exitCode: 2,
      cause: error,
    });
  }
}

/** Another one whenever the content may be another: profiles are links into the store. */
export async function fingerprintOf(path: string): Promise<string> {
  const target = await realpath(path);
  const { size, mtimeMs } = await stat(target);
  return target.startsWith('/nix/store/') ? target : `${size}-${mtimeMs}`;
}
