import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { changedMeanwhile, writeFailed, writeRefused } from './faults.js';

const mostLinks = 40;

/**
 * Where a path leads, with every link followed, also one whose target is missing. A link of another user
 * leads nobody out of the folder that it lies in, as the kernel holds it for /tmp (protected_symlinks).
 * @throws NixaiError `write-failed`, or `changed-meanwhile` where it is another one from moment to moment.
 */
export async function followLinks(given: string): Promise<string> {
  const left = namesIn(resolve(given));
  let real = '/';
  for (let links = 0; left.length > 0;) {
    const name = left.shift() ?? '';
    if (name === '..') {
      real = dirname(real);
      continue;
    }
    const at = join(real, name);
    const stats = await statsOf(at);
    if (stats?.isSymbolicLink() !== true) {
      real = at;
      continue;
    }
    if (++links > mostLinks)
      throw writeFailed(given, Object.assign(new Error(), { code: 'ELOOP' }));
    const target = await readlink(at).catch(() => {
      throw changedMeanwhile(given);
    });
    refuseStrangers(given, real, name, { owner: stats.uid, target });
    left.unshift(...namesIn(target));
    if (isAbsolute(target)) real = '/';
  }
  return real;
}

/** One that leads to what lies beside or below it does no harm. */
function refuseStrangers(
  given: string,
  folder: string,
  name: string,
  { owner, target }: { readonly owner: number; readonly target: string },
): void {
  if (known().includes(owner) || isInside(resolve(folder, target), folder)) return;
  throw writeRefused(
    given,
    `${join(folder, name)} is a link of user ${owner}, and leads to ${target}`,
    'name the file by a path without it',
  );
}

/** Whose links are followed: one's own and root's, and those of who has become root by `sudo`. */
function known(): readonly (number | undefined)[] {
  const { SUDO_UID: before } = process.env;
  const own = process.getuid?.();
  return [own, 0, ...(own === 0 && before !== undefined ? [Number(before)] : [])];
}

export const isInside = (path: string, folder: string): boolean =>
  !/^\.\.(?:\/|$)/.test(relative(folder, path));

const namesIn = (path: string): string[] =>
  path.split('/').filter((name) => name !== '' && name !== '.');

/** What is at a path, without following a link; undefined if there is nothing. */
export async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
