import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** Files looked at, at most; what is over is said, and not read. */
const maxFiles = 20_000;
const maxDepth = 8;
/** A manifest is small; a lock file may be large. */
const maxManifest = 1 << 20;
const maxLock = 32 << 20;

/** Folders that hold what others wrote, or what a build made. */
const skipped = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'target',
  '.direnv',
  '.venv',
  'venv',
  '.tox',
  '__pycache__',
  '.mypy_cache',
  '.pytest_cache',
  '.gradle',
  '.idea',
  '.cache',
  'dist-newstyle',
  '_build',
  '.stack-work',
  'result',
  '.next',
  'elm-stuff',
  '.dart_tool',
  'zig-cache',
  '.zig-cache',
]);

/**
 * A folder as it is read: its files by relative name, never through a symbolic link, never more than
 * is bounded.
 */
export interface RepoView {
  /** Absolute. */
  readonly root: string;
  /** Of regular files, relative, with `/`, sorted. */
  readonly files: readonly string[];
  /** Some were left out, because there are too many. */
  readonly truncated: boolean;
  has(path: string): boolean;
  /** A file as UTF-8; undefined where there is none, or it is larger than such a file is. */
  read(path: string): Promise<string | undefined>;
  /** The beginning of a file. */
  head(path: string, bytes: number): Promise<string | undefined>;
  /** A folder of it as a view of its own; empty for itself. */
  below(folder: string): RepoView;
  /** The files right in a folder, by their names. */
  inFolder(folder: string): readonly string[];
}

/** Lists a folder once; what is read of it is read when it is asked for. */
export async function openRepo(root: string, signal?: AbortSignal): Promise<RepoView> {
  const files: string[] = [];
  let truncated = false;
  const queue: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  // Breadth first, so that what is cut is deep and not the manifests.
  for (let at = 0; at < queue.length && !truncated; at++) {
    signal?.throwIfAborted();
    const { path, depth } = queue[at]!;
    const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error) => {
      if (path === '') throw error;
      return [];
    });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const name = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && depth < maxDepth)
          queue.push({ path: name, depth: depth + 1 });
      } else if (entry.isFile()) {
        if (files.length >= maxFiles) {
          truncated = true;
          break;
        }
        files.push(name);
      }
    }
  }
  return createView(root, '', files.sort(), truncated);
}

function createView(
  root: string,
  prefix: string,
  files: readonly string[],
  truncated: boolean,
): RepoView {
  const known = new Set(files);
  const absolute = join(root, prefix);
  return {
    root: absolute,
    files,
    truncated,
    has: (path) => known.has(path),
    read: async (path) => {
      if (!known.has(path)) return undefined;
      return readRegular(join(absolute, path), isLock(path) ? maxLock : maxManifest, true);
    },
    head: async (path, bytes) =>
      known.has(path) ? readRegular(join(absolute, path), bytes, false) : undefined,
    below: (folder) =>
      folder === ''
        ? createView(root, prefix, files, truncated)
        : createView(
            root,
            prefix === '' ? folder : `${prefix}/${folder}`,
            files
              .filter((file) => file.startsWith(`${folder}/`))
              .map((file) => file.slice(folder.length + 1)),
            truncated,
          ),
    inFolder: (folder) => {
      const start = folder === '' ? '' : `${folder}/`;
      return files
        .filter((file) => file.startsWith(start) && !file.slice(start.length).includes('/'))
        .map((file) => file.slice(start.length));
    },
  };
}

function isLock(path: string): boolean {
  return /(lock|\.sum|shrinkwrap\.json)/i.test(basename(path));
}

/** A regular file, and no more of it than was asked for. */
async function readRegular(
  path: string,
  most: number,
  whole: boolean,
): Promise<string | undefined> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || (whole && stats.size > most)) return undefined;
    const chunks: Buffer[] = [];
    if (stats.size > 0)
      for await (const chunk of createReadStream(path, { end: most - 1 }))
        chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch {
    return undefined;
  }
}

/** The line of a text, from 1, on which a match begins. */
export function lineOf(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1))
    line++;
  return line;
}

/** `FILE:LINE` of a match. */
export function at(file: string, text: string, index: number): string {
  return `${file}:${lineOf(text, index)}`;
}
