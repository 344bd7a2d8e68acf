import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { files, type Host } from '@nixai/api';
import { openDatabase, type Database } from './database.js';
import { indexTables, indexVersion, type IndexEntry, type IndexMeta } from './indexFile.js';
import { packNames } from './nameList.js';
import { leafCounts, postingsOf, sortedByName } from './wordLists.js';

/**
 * Writes an index: built beside its place by one process at a time, then put there in one step, so
 * that a reader sees the old one or the new one.
 * @throws NixaiError `locked` while another process builds the same index.
 */
export async function buildIndex(
  host: Host,
  path: string,
  meta: Omit<IndexMeta, 'count'>,
  entries: readonly IndexEntry[],
): Promise<void> {
  const service = await host.service(files);
  // Makes the folder too.
  const lock = await service.lock(`${path}.lock`);
  const draft = `${path}.draft`;
  try {
    await rm(draft, { force: true });
    fillIndex(draft, meta, entries);
    await service.write(path, readFileSync(draft));
  } finally {
    await rm(draft, { force: true });
    await lock.release();
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
  insert.run('version', String(indexVersion));
  insert.run('about', JSON.stringify(meta));
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
    body.run(id, JSON.stringify(entry.body));
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
