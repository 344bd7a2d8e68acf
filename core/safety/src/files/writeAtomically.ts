import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isNixaiError, type Paths } from '@nixai/api';
import { changedMeanwhile, writeFailed, writeRefused, writeUnsynced } from './faults.js';
import { makeFolder, syncFolder } from './folder.js';
import { inHeldFolder } from './heldFolder.js';
import { statsOf } from './links.js';
import { readPlain } from './readPlain.js';
import { resolveTarget } from './target.js';
import { sweep, temporaryBeside } from './temporary.js';

export interface AtomicWrite {
  readonly content: string | Uint8Array;
  /** Permission bits of a new file; an existing one keeps its own. */
  readonly mode?: number;
  /** SHA-256 (hex) that the file must have until the last moment; empty where there must be none. */
  readonly expect?: string;
}

const create = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Puts new content in the place of a file in one step: whoever looks, and whenever the machine
 * stops, sees the old bytes or the new ones. Mode and owner stay; hard links and ACLs do not.
 * @throws NixaiError `write-failed` or `changed-meanwhile`; the file is then as it was. Only with
 * `write-unsynced` it has its new content.
 */
export async function writeAtomically(path: string, write: AtomicWrite, own: Paths): Promise<void> {
  try {
    const { path: real } = await resolveTarget(path);
    const folder = dirname(real);
    await makeFolder(folder, own);
    await inHeldFolder(folder, path, async (way) => {
      await sweep(way);
      await replace(path, join(way, basename(real)), write);
      await syncFolder(way).catch((error: unknown) => {
        throw writeUnsynced(path, error);
      });
    });
  } catch (error) {
    throw isNixaiError(error) ? error : writeFailed(path, error);
  }
}

async function replace(given: string, place: string, write: AtomicWrite): Promise<void> {
  const temporary = temporaryBeside(place);
  try {
    await writeNew(temporary, given, await statsOf(place), write);
    if (write.expect !== undefined && (await hashOf(place)) !== write.expect)
      throw changedMeanwhile(given);
    await rename(temporary, place);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Writes the new file beside the old one; nobody else may read it before it has its mode. */
async function writeNew(
  temporary: string,
  given: string,
  before: Stats | undefined,
  { content, mode = 0o644 }: AtomicWrite,
): Promise<void> {
  // It was a file a moment ago.
  if (before !== undefined && !before.isFile()) throw changedMeanwhile(given);
  const handle = await open(temporary, create, 0o600);
  try {
    await handle.writeFile(content);
    if (before !== undefined) await keepOwner(handle, given, before);
    await handle.chmod(before === undefined ? mode : before.mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function keepOwner(
  handle: FileHandle,
  given: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const made = await handle.stat();
  if (made.uid === uid && made.gid === gid) return;
  try {
    await handle.chown(uid, gid);
  } catch {
    const why = `it belongs to user ${uid} and group ${gid}, which you cannot give a new file to`;
    throw writeRefused(given, why, 'run the command with sudo');
  }
}

/** SHA-256 of a file in hex; empty if there is none. */
export async function hashOf(path: string): Promise<string> {
  try {
    return sha256(await readPlain(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** SHA-256 in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
