import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Task } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { hexOfNixHash } from '@nixai/nix-cli/hashes';
import { fileHash, textHash } from '../disk/hash.js';
import type { BackedUpPath, Manifest } from '../manifest/manifest.js';
import { archiveIn, archiveNames, cacheIn, narinfoName, narName } from './layout.js';

/** Something of a backup that is not as its manifest says. */
export interface Damage {
  /** The file, below the backup. */
  readonly file: string;
  readonly why: string;
  /** The store path that cannot be had from it. */
  readonly path?: string;
}

export interface Verified {
  readonly damages: readonly Damage[];
  /** How many of each were read, and as they should be or not. */
  readonly paths: number;
  readonly archives: number;
  /** Bytes that were read. */
  readonly bytes: number;
}

export interface VerifyOptions {
  /** The store paths to read; all where absent. */
  readonly paths?: ReadonlySet<string>;
  /** Those of which what the cache says is read; the same where absent. */
  readonly narinfos?: ReadonlySet<string>;
  /** Whether contents are read; they are where absent. Else only what is there, and how long it is. */
  readonly contents?: boolean;
}

/** Files that are read side by side: small ones wait for the disk more than they are hashed. */
const sideBySide = 16;

/**
 * Reads a backup and compares each byte with its manifest: every `.narinfo`, every archive of a store
 * path, the files of the machine, `nix-cache-info`.
 */
export async function verifyBundle(
  root: string,
  manifest: Manifest,
  task: Task,
  { paths, narinfos = paths, contents = true }: VerifyOptions = {},
): Promise<Verified> {
  const among = (set: ReadonlySet<string> | undefined): Manifest['paths'] =>
    set === undefined ? manifest.paths : manifest.paths.filter(({ path }) => set.has(path));
  const chosen = among(paths);
  const damages: Damage[] = [];
  const total =
    chosen.reduce((sum, { narSize }) => sum + narSize, 0) +
    manifest.archives.reduce((sum, { size }) => sum + size, 0);
  let bytes = 0;
  const read = (count: number): void => task.progress((bytes += count), total, 'bytes');
  const note = (file: string, why: string | undefined, path?: string): void => {
    if (why !== undefined) damages.push({ file, why, ...(path !== undefined && { path }) });
  };
  const cache = cacheIn(root);
  if (manifest.paths.length > 0)
    note(
      'cache/nix-cache-info',
      await difference(join(cache, 'nix-cache-info'), manifest.cacheInfo),
    );
  await each(among(narinfos), task.signal, async ({ path, narinfo }) => {
    const name = narinfoName(path);
    note(`cache/${name}`, await difference(join(cache, name), narinfo), path);
  });
  await each(chosen, task.signal, async (one) => {
    await verifyArchive(cache, one, contents, note, task.signal);
    read(one.narSize);
  });
  for (const { name, sha256, size } of manifest.archives) {
    const place = archiveIn(root, manifest.id, name);
    const why = archiveNames.some((one) => one === name)
      ? await difference(place, contents ? sha256 : undefined, size, task.signal)
      : 'no backup has such a file';
    note(`snapshots/${manifest.id}/${name}`, why);
    read(size);
  }
  return { damages, paths: chosen.length, archives: manifest.archives.length, bytes };
}

async function verifyArchive(
  cache: string,
  { path, narHash, narSize, nar }: BackedUpPath,
  contents: boolean,
  note: (file: string, why: string | undefined, path: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const hex = hexOfNixHash(narHash);
  if (!narName.test(nar) || hex === undefined)
    note(`cache/${nar}`, 'it is no archive of a binary cache', path);
  else {
    const sha256 = contents ? hex : undefined;
    note(`cache/${nar}`, await difference(join(cache, nar), sha256, narSize, signal), path);
  }
}

/** Why a file is not what it should be; undefined where it is. */
async function difference(
  file: string,
  sha256: string | undefined,
  size?: number,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    if (size === undefined)
      return textHash(await readRegular(file)) === sha256 ? undefined : 'its bytes are others';
    const found = await stat(file);
    if (!found.isFile()) return 'it is no file';
    if (found.size !== size) return `it has ${found.size} bytes, and had ${size}`;
    const isSame = sha256 === undefined || (await fileHash(file, signal)) === sha256;
    return isSame ? undefined : 'its bytes are others';
  } catch (error) {
    signal?.throwIfAborted();
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is missing' : String(error);
  }
}

/** Runs work on each, some at a time, in no order. */
export async function each<T>(
  items: readonly T[],
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of left) {
      signal.throwIfAborted();
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
}
