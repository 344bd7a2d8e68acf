import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  isNixaiError,
  type ArchiveLimits,
  type ArchiveService,
  type Extraction,
  type ExtractOptions,
  type Host,
  type Paths,
} from '@nixai/api';
import { writeFailed, writeRefused } from '../files/faults.js';
import { makeFolder, syncFolder } from '../files/folder.js';
import { sweep, temporaryBeside } from '../files/temporary.js';
import { sha256 } from '../files/writeAtomically.js';
import { checkEntries } from './checkEntries.js';
import { manifestName, type Entry, type Manifest } from './entry.js';
import { entryPath } from './entryPath.js';
import { archiveRefused, archiveUnfit } from './faults.js';
import { readArchive } from './readArchive.js';
import { writeTar } from './writeTar.js';

const usual: ArchiveLimits = { entries: 10_000, bytes: 64 << 20, ratio: 200 };
/** Never set-user-id or sticky, and writable for nobody else. */
const kept = 0o755;

/** Packs and unpacks folders. */
export function createArchiveService({ paths }: Pick<Host, 'paths'>): ArchiveService {
  return {
    pack,
    extract: (archive, folder, options = {}) => extract(archive, resolve(folder), options, paths),
  };
}

async function pack(folder: string): Promise<Uint8Array> {
  const entries = await entriesIn(folder, '');
  const files = entries.filter(({ kind }) => kind === 'file');
  const manifest: Manifest = {
    format: 1,
    files: Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)])),
  };
  const content = Buffer.from(JSON.stringify(manifest));
  const first: Entry = { path: manifestName, kind: 'file', mode: 0o644, content };
  return promisify(gzip)(writeTar([first, ...entries]));
}

async function entriesIn(root: string, below: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const name of (await readdir(join(root, below))).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    const stats = await lstat(join(root, path));
    const mode = stats.mode & kept;
    const isFolder = stats.isDirectory();
    if (!isFolder && !stats.isFile())
      throw archiveUnfit(`${join(root, path)} is no regular file and no folder`);
    if (path === manifestName) throw archiveUnfit(`${join(root, path)} has a name of nixai's own`);
    entryPath(path, 'file');
    if (isFolder) {
      entries.push({ path, kind: 'folder', mode, content: Buffer.alloc(0) });
      entries.push(...(await entriesIn(root, path)));
    } else entries.push({ path, kind: 'file', mode, content: await readFile(join(root, path)) });
  }
  return entries;
}

async function extract(
  archive: Uint8Array,
  folder: string,
  options: ExtractOptions,
  own: Paths,
): Promise<Extraction> {
  const { manifest = 'required', limits = {} } = options;
  if (options.sha256 !== undefined && sha256(archive) !== options.sha256)
    throw archiveRefused('it is not the one that was expected: its SHA-256 differs');
  const all = await readArchive(archive, { ...usual, ...limits });
  const { entries, files, verified } = checkEntries(all, manifest);
  try {
    if (await isThere(folder)) throw writeRefused(folder, 'there is something already');
    await writeAll(entries, folder, own);
  } catch (error) {
    throw isNixaiError(error) ? error : writeFailed(folder, error);
  }
  return { files, verified };
}

/** Beside its place, under a name that the next run clears away if this one is killed. */
async function writeAll(entries: readonly Entry[], folder: string, own: Paths): Promise<void> {
  const parent = dirname(folder);
  await makeFolder(parent, own);
  await sweep(parent);
  const draft = temporaryBeside(folder);
  try {
    await mkdir(draft, { mode: 0o700 });
    for (const entry of entries) await writeEntry(entry, draft);
    // Children first: a folder may be one that we may not write to.
    const folders = entries.filter(({ kind }) => kind === 'folder').reverse();
    for (const { path, mode } of folders) await chmod(join(draft, path), (mode & kept) | 0o700);
    await syncFolder(draft);
    await rename(draft, folder);
    await syncFolder(parent);
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

const create = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

async function writeEntry({ path, kind, mode, content }: Entry, draft: string): Promise<void> {
  const place = join(draft, path);
  await mkdir(kind === 'folder' ? place : dirname(place), { recursive: true, mode: 0o700 });
  if (kind === 'folder') return;
  const handle = await open(place, create, 0o600);
  try {
    await handle.writeFile(content);
    await handle.chmod(mode & kept);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
