import { readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { NixaiError, files, messageOf, type Host } from '@nixai/api';
import { openDatabase, type Database } from './database.js';
import { indexTables, indexVersion, type IndexEntry, type IndexMeta } from './indexFile.js';
import { packNames } from './nameList.js';
import { openIndex } from './openIndex.js';
import { leafCounts, postingsOf, sortedByName } from './wordLists.js';

/** Milliseconds to wait for another process that builds the same index. */
const patience = 30_000;

/**
 * Writes an index: built beside its place by one process at a time, then put there in one step, so
 * that a reader sees the old one or the new one.
 * @throws NixaiError `locked` when another process does not get done, `write-failed`.
 */
export async function buildIndex(
  host: Host,
  path: string,
  meta: Omit<IndexMeta, 'count'>,
  entries: readonly IndexEntry[],
): Promise<void> {
  const service = await host.service(files);
  // Makes the folder too.
  const lock = await service.lock(`${path}.lock`, patience);
  const draft = `${path}.draft`;
  try {
    if (isBuilt(path, meta)) return;
    await rm(draft, { recursive: true, force: true });
    fillDraft(draft, meta, entries);
    await service.write(path, readFileSync(draft));
  } finally {
    await rm(draft, { force: true });
    await lock.release();
  }
}

/** Whether another process has built it from the same data since this one began. */
function isBuilt(path: string, { fingerprint, from }: Omit<IndexMeta, 'count'>): boolean {
  const built = statSync(path, { throwIfNoEntry: false });
  if (built === undefined || built.mtimeMs < performance.timeOrigin) return false;
  const index = openIndex(path);
  index?.close();
  return index?.meta.fingerprint === fingerprint && index.meta.from === from;
}

function fillDraft(...[path, meta, entries]: Parameters<typeof fillIndex>): void {
  try {
    fillIndex(path, meta, entries);
  } catch (error) {
    // SQLite calls every write that did not take place so, and the disk is nearly always why.
    if (!/full|disk I\/O|unable to open|readonly/i.test(messageOf(error))) throw error;
    throw new NixaiError({
      code: 'write-failed',
      what: `${path} was not written`,
      why: messageOf(error),
      hint: 'df -h shows whether the disk is full; XDG_CACHE_HOME can name another place',
      cause: error,
    });
  }
}

/** Writes all of an index into a new file. */
export function fillIndex(
  path: string,
  meta: Omit<IndexMeta, 'count'>,
  given: readonly IndexEntry[],
): void {
  const entries = sortedByName(given);
  const db = openDatabase(path, false);
  try {
    // A draft that a crash breaks is thrown away, so it needs no journal.
    db.exec('pragma journal_mode = off; pragma synchronous = off; begin;');
    db.exec(indexTables);
    writeMeta(db, { ...meta, count: entries.length });
    writeNames(db, entries);
    writeEntries(db, entries);
    writeWords(db, entries);
    db.exec('commit');
  } finally {
    db.close();
  }
}

function writeMeta(db: Database, meta: IndexMeta): void {
  const insert = db.prepare('insert into meta values (?, ?)');
  insert.run('version', Buffer.from(String(indexVersion)));
  insert.run('about', Buffer.from(JSON.stringify(meta)));
}

/** Names and types go in as blocks, which are read at once. */
function writeNames(db: Database, entries: readonly IndexEntry[]): void {
  const insert = db.prepare('insert into blob values (?, ?)');
  const { text, ends } = packNames(entries.map(({ name }) => name));
  insert.run('names', text);
  insert.run('nameEnds', bytesOf(ends));
  const types = [...new Set(entries.map(({ type }) => type))];
  const numbers = new Map(types.map((type, number) => [type, number]));
  insert.run('types', Buffer.from(JSON.stringify(types)));
  insert.run('typeOf', bytesOf(entries.map(({ type }) => numbers.get(type) ?? 0)));
}

function writeEntries(db: Database, entries: readonly IndexEntry[]): void {
  const body = db.prepare('insert into entry values (?, ?)');
  const prose = db.prepare('insert into prose (rowid, content) values (?, ?)');
  entries.forEach((entry, id) => {
    body.run(id, Buffer.from(JSON.stringify(entry.body)));
    prose.run(id, entry.text);
  });
}

function writeWords(db: Database, entries: readonly IndexEntry[]): void {
  const postings = postingsOf(entries);
  const words = [...postings.keys()].sort();
  const insert = db.prepare('insert into word values (?, ?)');
  for (const word of words) insert.run(word, bytesOf(postings.get(word) ?? []));
  const blob = db.prepare('insert into blob values (?, ?)');
  blob.run('words', Buffer.from(words.join('\n')));
  blob.run('leafCounts', bytesOf(leafCounts(entries, postings)));
}

function bytesOf(numbers: ArrayLike<number>): Buffer {
  return Buffer.from(Uint32Array.from(numbers).buffer);
}
