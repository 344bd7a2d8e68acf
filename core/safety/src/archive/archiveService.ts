import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  isNixaiError,
  type ArchiveLimits,
  type ArchiveService,
  type ArchiveSource,
  type Extraction,
  type ExtractOptions,
  type Host,
  type Paths,
} from '@nixai/api';
import { writeFailed, writeRefused } from '../files/faults.js';
import { makeFolder, syncFolder } from '../files/folder.js';
import { isThere, removeMade, uppermostMissing } from '../files/madeFolders.js';
import { sweep, temporaryBeside } from '../files/temporary.js';
import { sha256 } from '../files/writeAtomically.js';
import { HashList } from './checkEntries.js';
import { manifestName, type Entry, type Manifest } from './entry.js';
import { entryPath } from './entryPath.js';
import { archiveRefused, archiveUnfit } from './faults.js';
import { entriesOf, inOne } from './readArchive.js';
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
  archive: ArchiveSource,
  folder: string,
  options: ExtractOptions,
  own: Paths,
): Promise<Extraction> {
  const { manifest = 'required', limits = {}, sha256: expected } = options;
  // Bytes that are all here are not even looked at where they are others.
  if (archive instanceof Uint8Array && expected !== undefined && sha256(archive) !== expected)
    throw another();
  if (await isThere(folder)) throw writeRefused(folder, 'there is something already');
  const source = new Hashed(archive instanceof Uint8Array ? inOne(archive) : archive);
  const list = new HashList(manifest);
  async function* entries(): AsyncGenerator<Entry> {
    const all = { ...usual, ...limits };
    for await (const entry of entriesOf(source.bytes(), all, sizeOf(archive)))
      if (list.add(entry)) yield entry;
  }
  let known: Extraction | undefined;
  const check = (): void => {
    known = list.end();
    if (expected !== undefined && source.sha256() !== expected) throw another();
  };
  const made = await uppermostMissing(folder);
  try {
    await writeAll(entries(), folder, own, check);
  } catch (error) {
    await removeMade(folder, made);
    throw isNixaiError(error) || error === source.fault ? error : writeFailed(folder, error);
  }
  return known!;
}

const sizeOf = (archive: ArchiveSource): number | undefined =>
  archive instanceof Uint8Array ? archive.length : undefined;

const another = () => archiveRefused('it is not the one that was expected: its SHA-256 differs');

/** An archive on its way: which bytes they were, and what kept the rest from coming. */
class Hashed {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #hash = createHash('sha256');
  fault: unknown;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of this.#source) {
        this.#hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }

  sha256(): string {
    return this.#hash.digest('hex');
  }
}

/**
 * Beside its place, under a name that the next run clears away if this one is killed.
 * @param check called when all entries have come; where it throws, nothing is put in place.
 */
async function writeAll(
  entries: AsyncIterable<Entry>,
  folder: string,
  own: Paths,
  check: () => void,
): Promise<void> {
  const parent = dirname(folder);
  await makeFolder(parent, own);
  await sweep(parent);
  const draft = temporaryBeside(folder);
  try {
    await mkdir(draft, { mode: 0o700 });
    const folders: Pick<Entry, 'path' | 'mode'>[] = [];
    for await (const entry of entries) {
      await writeEntry(entry, draft);
      if (entry.kind === 'folder') folders.unshift({ path: entry.path, mode: entry.mode });
    }
    check();
    // Children first: a folder may be one that we may not write to.
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
