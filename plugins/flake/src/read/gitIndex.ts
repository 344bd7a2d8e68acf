import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Bytes beyond which an index is left alone: half a million files. */
const largest = 64 * 1024 * 1024;

/**
 * The files that git has in the index of the repository that a folder is in, by their path from the
 * folder. Read from the index itself: nothing of a repository's own configuration is run.
 * @returns undefined where the folder is in no repository, or the index can't be read.
 */
export function trackedFiles(folder: string): ReadonlySet<string> | undefined {
  const found = repositoryOf(resolve(folder));
  if (found === undefined) return undefined;
  try {
    const index = join(found.git, 'index');
    if (!existsSync(index)) return new Set();
    if (!isRegular(index)) return undefined;
    const names = indexNames(readFileSync(index));
    const below = relative(found.root, resolve(folder)).split(sep).join('/');
    const prefix = below === '' ? '' : `${below}/`;
    return (
      names &&
      new Set(
        names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
      )
    );
  } catch {
    return undefined;
  }
}

function repositoryOf(folder: string): { readonly root: string; readonly git: string } | undefined {
  for (let root = folder; ; root = dirname(root)) {
    const git = join(root, '.git');
    if (existsSync(git)) {
      if (statSync(git).isDirectory()) return { root, git };
      if (!isRegular(git)) return undefined;
      // A worktree's, or a submodule's.
      const named = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1];
      return named === undefined ? undefined : { root, git: resolve(root, named) };
    }
    if (root === dirname(root)) return undefined;
  }
}

function isRegular(file: string): boolean {
  const stats = statSync(file);
  return stats.isFile() && stats.size <= largest;
}

/** Bytes; a longer path no kernel takes. Version 4 tells a name by the one before, a byte more each. */
const longestName = 4096;

/** Before the name of an entry: times, device, mode, owner, size, object and flags. */
const beforeFlags = 60;

/**
 * The names in an index of version 2, 3 or 4 (gitformat-index).
 * @returns undefined for another one.
 */
export function indexNames(bytes: Buffer): string[] | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const [version, count] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8)];
  if (version < 2 || version > 4) return undefined;
  const names: string[] = [];
  let at = 12;
  let last: Buffer = Buffer.alloc(0);
  for (let i = 0; i < count; i++) {
    const start = at;
    if (start + beforeFlags + 2 > bytes.length) return undefined;
    const isExtended = (bytes.readUInt16BE(start + beforeFlags) & 0x4000) !== 0;
    at = start + beforeFlags + (isExtended ? 4 : 2);
    let name: Buffer;
    if (version === 4) {
      const { value, end } = offsetAt(bytes, at);
      const stop = bytes.indexOf(0, end);
      if (stop < 0 || value > last.length) return undefined;
      name = Buffer.concat([last.subarray(0, last.length - value), bytes.subarray(end, stop)]);
      at = stop + 1;
      last = name;
    } else {
      const stop = bytes.indexOf(0, at);
      if (stop < 0) return undefined;
      name = bytes.subarray(at, stop);
      // Padded with one to eight zeros to a multiple of eight.
      at = start + Math.ceil((stop - start + 1) / 8) * 8;
    }
    if (name.length > longestName) return undefined;
    names.push(name.toString('utf8'));
  }
  return names;
}

/** A number of as many bytes as it needs, seven bits each. */
function offsetAt(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes[at++] ?? 0;
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return { value, end: at };
}
