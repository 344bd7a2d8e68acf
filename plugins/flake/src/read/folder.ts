import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { largestLock, readLock, type Lock } from '@nixai/machine/lock';
import type { FlakeFiles } from './flake.js';
import { trackedFiles } from './gitIndex.js';
import { about, textOf } from './regular.js';

/** A folder with a flake in it. */
export interface FlakeFolder {
  readonly path: string;
  /** The file, which is `flake.nix` but where another one was named. */
  readonly file: string;
  readonly text: string;
  readonly lock: Lock | undefined;
  readonly files: FlakeFiles;
}

/**
 * Reads `flake.nix` and `flake.lock` of a folder, or of the folder of a file.
 * @throws NixaiError `flake-unreadable`.
 */
export function readFolder(target: string): FlakeFolder {
  const path = resolve(target);
  const isFolder = about(path)?.isDirectory() === true;
  const folder = isFolder ? path : dirname(path);
  const file = isFolder ? join(folder, 'flake.nix') : path;
  const text = textOf(file);
  if (text === undefined) throw unreadable(target, isFolder);
  const lock = textOf(join(folder, 'flake.lock'), largestLock);
  return {
    path: folder,
    file,
    text,
    lock: lock === undefined ? undefined : readLock(lock),
    files: filesIn(folder),
  };
}

/**
 * The lock of a folder.
 * @throws NixaiError `flake-lock-missing`.
 */
export function lockOf({ path, lock }: Pick<FlakeFolder, 'path' | 'lock'>): Lock {
  if (lock !== undefined) return lock;
  throw new NixaiError({
    code: 'flake-lock-missing',
    what: `there is no flake.lock in ${path} that can be read`,
    hint: 'nix flake lock',
    exitCode: ExitCode.refused,
  });
}

function filesIn(folder: string): FlakeFiles {
  let tracked: ReadonlySet<string> | undefined | 'unread' = 'unread';
  const inside = (path: string): string | undefined => {
    try {
      const real = realpathSync(join(folder, path));
      return real.startsWith(`${realpathSync(folder)}${sep}`) ? real : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    text(path) {
      const file = inside(path);
      return file === undefined ? undefined : textOf(file);
    },
    exists: (path) => inside(path) !== undefined,
    isTracked(path) {
      if (tracked === 'unread') tracked = trackedFiles(folder);
      if (tracked === undefined) return undefined;
      if (tracked.has(path)) return true;
      // A folder is there where anything in it is.
      return [...tracked].some((one) => one.startsWith(`${path}/`));
    },
  };
}

const unreadable = (target: string, isFolder: boolean): NixaiError =>
  new NixaiError({
    code: 'flake-unreadable',
    what: isFolder ? `there is no flake.nix in ${target}` : `${basename(target)} can't be read`,
    hint: 'nixai flake create',
    exitCode: ExitCode.refused,
  });
