import { randomBytes } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNixaiError, type Lock, type Paths } from '@nixai/api';
import { locked, writeFailed } from './faults.js';
import { makeFolder } from './folder.js';
import { isAlive, ownIdentity, type ProcessIdentity } from './processIdentity.js';
import { readOwn } from './readOwn.js';
import { sweep, temporaryBeside } from './temporary.js';

interface Owner extends ProcessIdentity {
  /** Tells this holding of the lock from any other. */
  readonly id: string;
  /** ISO 8601. */
  readonly since: string;
}

const pause = 10;
/** Holdings of ours that are over, and whose file could not be removed. */
const leftBehind = new Set<string>();

/**
 * Takes a lock: a file that names its owner and appears whole or not at all (`link` fails if the
 * name is taken). One whose owner is dead is taken over.
 * @param wait milliseconds to try for while a living process has it.
 * @throws NixaiError `locked`, naming the owner, or `write-failed`.
 */
export async function acquireLock(path: string, own: Paths, wait = 0): Promise<Lock> {
  const giveUp = Date.now() + wait;
  try {
    await makeFolder(dirname(path), own);
    await sweep(dirname(path));
    for (;;) {
      const mine = {
        ...ownIdentity(),
        id: randomBytes(6).toString('hex'),
        since: new Date().toISOString(),
      };
      if (await claim(path, mine)) return { release: () => release(path, mine) };
      const owner = await ownerOf(path);
      if (owner === undefined) continue;
      if (!isAlive(owner) || leftBehind.has(owner.id)) await clearAway(path, owner, own, giveUp);
      else if (Date.now() >= giveUp) throw locked(path, describe(owner));
      else await sleep(pause * (1 + Math.random()));
    }
  } catch (error) {
    throw isNixaiError(error) ? error : writeFailed(path, error);
  }
}

async function claim(path: string, mine: Owner): Promise<boolean> {
  const temporary = temporaryBeside(path);
  try {
    const handle = await open(temporary, 'wx', 0o644);
    await handle.writeFile(JSON.stringify(mine)).finally(() => handle.close());
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Removes the lock of a dead owner. Two that find it dead must not both remove "it", since the
 * second would remove the lock that the first has taken meanwhile. So who removes this holding
 * has to hold a lock that is named after it; and if that one's owner is dead, the same applies.
 */
async function clearAway(path: string, dead: Owner, own: Paths, giveUp: number): Promise<void> {
  const right = await acquireLock(`${path}.${dead.id}`, own, Math.max(giveUp - Date.now(), 1000));
  try {
    if ((await ownerOf(path))?.id === dead.id) await rm(path, { force: true });
  } finally {
    await right.release();
  }
}

/** Never fails: what the lock was for is done, and one that stays is taken over from a dead owner. */
async function release(path: string, mine: Owner): Promise<void> {
  try {
    if ((await ownerOf(path))?.id === mine.id) await rm(path, { force: true });
  } catch {
    // Nothing that the person could do about it, and nothing that is lost.
    leftBehind.add(mine.id);
  }
}

/** Who holds the lock; undefined if nobody does. What is no lock of ours has a dead owner. */
async function ownerOf(path: string): Promise<Owner | undefined> {
  let text: string;
  try {
    text = await readOwn(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return parseOwner(text) ?? { pid: 0, start: '', boot: 'unknown', id: 'unreadable', since: '' };
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, start, boot, id, since } = JSON.parse(text) as Partial<Owner>;
    const whole = [start, boot, id, since].every((field) => typeof field === 'string');
    // The id becomes a part of a path.
    if (!whole || typeof pid !== 'number' || !/^[0-9a-f]{12}$/.test(String(id))) return undefined;
    return { pid, start, boot, id, since } as Owner;
  } catch {
    return undefined;
  }
}

function describe({ pid, since }: Owner): string {
  return `process ${pid}, since ${since.slice(0, 19).replace('T', ' ')} UTC`;
}
