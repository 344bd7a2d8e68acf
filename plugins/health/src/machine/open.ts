import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat, statfs } from 'node:fs/promises';
import { processes, type HealthMachine, type HealthSpace, type Host } from '@nixai/api';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { inside } from './inside.js';
import { remembering } from './remembering.js';
import { programsOf } from './programs.js';
import { NotTold, onlyRoot } from './unknown.js';

const largest = 4 * 1024 * 1024;

export interface MachineInit {
  readonly host: Host;
  readonly root: string;
  readonly offline: boolean;
  readonly signal: AbortSignal;
  readonly configuration: string;
  readonly criticalUnits: readonly string[];
  readonly now?: Date;
  readonly isRoot?: boolean;
  /** For tests: the file systems of a machine that is a folder. */
  readonly space?: (path: string) => Promise<HealthSpace | undefined>;
  /** For tests: a folder that counts as one that runs. */
  readonly live?: boolean;
}

/** Opens the machine that is to be looked at. */
export async function openMachine(init: MachineInit): Promise<HealthMachine> {
  const { host, root, signal, live = root === '/' } = init;
  const place = async (path: string, last = true): Promise<string | undefined> =>
    root === '/' ? path : inside(root, path, last);
  const runner = await host.service(processes);
  return {
    root,
    live,
    here: true,
    offline: init.offline,
    now: init.now ?? new Date(),
    isRoot: init.isRoot ?? process.getuid?.() === 0,
    host,
    signal,
    configuration: init.configuration,
    criticalUnits: init.criticalUnits,
    read: async (path) => told(path, async () => readText(await place(path))),
    list: async (path) => (await told(path, async () => namesIn(await place(path)))) ?? [],
    link: async (path) => told(path, async () => linkAt(await place(path, false))),
    async resolve(path) {
      if (root === '/') return told(path, () => realpath(path));
      const found = await inside(root, path);
      if (found === undefined || (await told(path, () => lstat(found))) === undefined)
        return undefined;
      return `/${relative(root, found)}`;
    },
    async stat(path) {
      const found = await place(path, false);
      const info = found === undefined ? undefined : await told(path, () => lstat(found));
      return info && { size: info.size, changed: info.mtime };
    },
    space:
      init.space ??
      (async (path) =>
        told(path, async () => {
          const found = await place(path);
          if (found !== undefined && root !== '/' && (await isOurs(root, found)))
            throw new NotTold(`${path} lies on a disk of the machine that looks, not on its own`);
          return spaceAt(found);
        })),
    ...programsOf(
      (argv, options) => runner.run(argv, { ...options, env: { LC_ALL: 'C' } }),
      live,
      signal,
    ),
    once: remembering(),
  };
}

/** Undefined where it is not there; `NotTold` where it may not be read. */
async function told<T>(path: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES' || code === 'EPERM') throw onlyRoot(path);
    throw error instanceof NotTold
      ? error
      : new NotTold(`${path} cannot be read (${code ?? String(error)})`);
  }
}

/** A file, and no more of it than it may have: what is under /proc says that it has nothing. */
async function readText(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  if (!(await stat(path)).isFile()) throw new NotTold(`${path} is no file`);
  const parts: Buffer[] = [];
  for await (const part of createReadStream(path, { end: largest })) parts.push(part as Buffer);
  const all = Buffer.concat(parts);
  if (all.length > largest) throw new NotTold(`${path} is larger than 4 MiB`);
  return all.toString();
}

const namesIn = async (path: string | undefined): Promise<string[] | undefined> =>
  path === undefined ? undefined : (await readdir(path)).sort();

async function linkAt(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readlink(path).catch((error: NodeJS.ErrnoException) => {
    // It is there, and is no link.
    if (error.code === 'EINVAL') return undefined;
    throw error;
  });
}

/** Whether a path of another root lies in a folder of this machine, and on no disk that is mounted there. */
async function isOurs(root: string, path: string): Promise<boolean> {
  const [around, its] = await Promise.all([stat(dirname(root)), stat(path)]);
  return around.dev === its.dev;
}

async function spaceAt(path: string | undefined): Promise<HealthSpace | undefined> {
  if (path === undefined) return undefined;
  const { bsize, blocks, bfree, bavail, files, ffree } = await statfs(path);
  return {
    size: blocks * bsize,
    free: bfree * bsize,
    available: bavail * bsize,
    files,
    filesFree: ffree,
  };
}

/** A folder's path as a person gave it. */
export const absolute = (path: string, from: string): string =>
  isAbsolute(path) ? path : join(from, path);
