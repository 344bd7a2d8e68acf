import { existsSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FileChange } from '@nixai/api';
import { homeFolder } from '../place/person.js';
import { writeRefused } from './faults.js';
import { followLinks, isInside, statsOf } from './links.js';

/** The file that a path stands for in the end, and what is there now. */
export interface Target {
  readonly path: string;
  readonly stats?: Stats;
}

/**
 * Follows symbolic links (a configuration is often a link into a repository of dotfiles), also one whose
 * target is missing.
 * @throws NixaiError `write-failed` for what is no regular file, or lies in the Nix store.
 */
export async function resolveTarget(given: string): Promise<Target> {
  const path = await followLinks(given);
  const target = { path, stats: await statsOf(path) };
  if (path.startsWith('/nix/store/'))
    throw writeRefused(
      given,
      `it is ${path}, which Nix has built and never changes`,
      'change the configuration that it is built from',
    );
  if (target.stats !== undefined && !target.stats.isFile())
    throw writeRefused(given, 'it is not a regular file');
  return target;
}

/**
 * The same for a person's file. None is made where a link at the end of the path leads, nor where one
 * leads out of the working folder or of a repository: a folder that somebody else has filled could have
 * a file made anywhere by it.
 * @throws NixaiError `write-failed`.
 */
export async function resolveChanged({ path, content }: FileChange): Promise<Target> {
  const target = await resolveTarget(path);
  if (target.stats !== undefined || content === undefined) return target;
  if ((await statsOf(resolve(path)).catch(() => undefined))?.isSymbolicLink() === true)
    throw writeRefused(
      path,
      `it is a link to ${target.path}, which is not there`,
      'remove the link, or make that file',
    );
  if (await leavesFolder(path, target.path))
    throw writeRefused(
      path,
      `a folder on the way is a link, and leads to ${target.path}`,
      'name the file by that path',
    );
  return target;
}

/**
 * Named as in the working folder or a repository, and in truth elsewhere. A home's own links are a
 * person's.
 */
async function leavesFolder(given: string, real: string): Promise<boolean> {
  const here = workingFolder();
  for (let one = dirname(resolve(given)); one !== dirname(one); one = dirname(one)) {
    const isWhole = (one === here && here !== homeFolder()) || existsSync(join(one, '.git'));
    if (isWhole && !isInside(real, await followLinks(one))) return true;
  }
  return false;
}

/** Undefined where it is gone. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Whether a path leads to another one than it names. */
export const isLinked = (given: string, { path }: Target): boolean => path !== resolve(given);
