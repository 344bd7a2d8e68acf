import type { Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { FileChange } from '@nixai/api';
import { writeFailed, writeRefused } from './faults.js';

/** The file that a path stands for in the end, and what is there now. */
export interface Target {
  readonly path: string;
  readonly stats?: Stats;
}

const mostLinks = 40;

/**
 * Follows symbolic links at the end of the path (a configuration is often a link into a repository
 * of dotfiles), also one whose target is missing.
 * @throws NixaiError `write-failed` for what is no regular file, or lies in the Nix store.
 */
export async function resolveTarget(given: string): Promise<Target> {
  let path = resolve(given);
  for (let links = 0; links < mostLinks; links++) {
    const stats = await statsOf(path);
    if (stats === undefined || !stats.isSymbolicLink()) return checked(given, { path, stats });
    path = resolve(dirname(path), await readlink(path));
  }
  throw writeFailed(given, Object.assign(new Error(), { code: 'ELOOP' }));
}

/**
 * The same for a person's file. None is made at the end of a link whose target is missing: a folder that
 * somebody else has filled could have a file made anywhere by it.
 * @throws NixaiError `write-failed`.
 */
export async function resolveChanged({ path, content }: FileChange): Promise<Target> {
  const target = await resolveTarget(path);
  if (target.stats === undefined && content !== undefined && isLinked(path, target))
    throw writeRefused(
      path,
      `it is a link to ${target.path}, which is not there`,
      'remove the link, or make that file',
    );
  return target;
}

/** Whether a path leads to another one than it names. */
export const isLinked = (given: string, { path }: Target): boolean => path !== resolve(given);

function checked(given: string, target: Target): Target {
  if (target.path.startsWith('/nix/store/'))
    throw writeRefused(
      given,
      `it is ${target.path}, which Nix has built and never changes`,
      'change the configuration that it is built from',
    );
  if (target.stats !== undefined && !target.stats.isFile())
    throw writeRefused(given, 'it is not a regular file');
  return target;
}

/** What is at a path, without following a link; undefined if there is nothing. */
async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
