import { rmSync, statSync } from 'node:fs';
import { NixaiError, messageOf } from '@nixai/api';
import { openDatabase, type Database } from './database.js';
import { indexVersion, type IndexMeta } from './indexFile.js';
import { once } from './once.js';
import { nameList, type NameList } from './nameList.js';

/** An open index. Every read is synchronous: microseconds to a few milliseconds. */
export interface Index {
  readonly path: string;
  readonly meta: IndexMeta;
  /** In the order of their ids, sorted by UTF-16 code units. */
  readonly names: NameList;
  /** The id of exactly that name. */
  readonly idOf: (name: string) => number | undefined;
  typeOf(id: number): string;
  /** What `IndexEntry.body` was. @param parts what it must have; without them the file is damaged. */
  body<T>(id: number, parts: readonly (keyof T & string)[]): T;
  /** How many names have the last segment of that one as a word. */
  leafCount(id: number): number;
  /** Ids of the entries with that word in their name or aliases, ascending. */
  withWord(word: string): Uint32Array;
  /** The words that start so, at most `limit`. */
  wordsFrom(prefix: string, limit: number): readonly string[];
  /** Every word there is. */
  readonly words: readonly string[];
  /** Ids of the entries whose text has one of the words, best first. @param begun or begins so. */
  prose(words: readonly string[], limit: number, begun?: boolean): readonly number[];
  close(): void;
}

/**
 * Opens an index; undefined if there is none there, or one of another version or broken, which is
 * then removed: an index can always be built again.
 */
export function openIndex(path: string): Index | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  let db: Database | undefined;
  try {
    db = openDatabase(path, true);
    const version = metaValue(db, 'version');
    if (version === String(indexVersion)) return indexOf(path, db, metaValue(db, 'about'));
  } catch (error) {
    if (!isCorruption(error)) throw error;
  }
  db?.close();
  remove(path);
  return undefined;
}

/** Takes away what is of no use, also a folder; where that is not permitted, it is passed over. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Building the next one will say what is in the way.
  }
}

function metaValue(db: Database, key: string): string {
  const row = db.prepare('select value from meta where key = ?').get(key);
  return (row as { value: Buffer } | undefined)?.value.toString() ?? '';
}

/** Whatever SQLite says, or no sense in what it gives: of a file that is only read, it is damage. */
function isCorruption(error: unknown): boolean {
  const isNonsense = [TypeError, RangeError, SyntaxError].some((kind) => error instanceof kind);
  if (isNonsense) return true;
  // The binding has no type for a file that it cannot open.
  return (
    error instanceof Error && /SqliteError|ConnectionFailed/.test(`${error.name} ${error.message}`)
  );
}

function indexOf(path: string, db: Database, about: string): Index {
  const meta = JSON.parse(about) as IndexMeta;
  let closed = false;

  /** Reads; a fault in the file removes it, so that the next run builds it again. */
  function read<T>(work: () => T): T {
    if (closed) throw new Error(`the index of ${meta.source} is closed`);
    try {
      return work();
    } catch (error) {
      if (!isCorruption(error)) throw error;
      remove(path);
      throw new NixaiError({
        code: 'index-corrupt',
        what: `the index of ${meta.source} was damaged and has been removed`,
        why: messageOf(error),
        hint: `nixai docs sync --source ${meta.source}`,
        cause: error,
      });
    }
  }

  function blob(key: string): Buffer {
    const row = db.prepare('select value from blob where key = ?').get(key);
    return (row as { value: Buffer }).value;
  }

  const entry = db.prepare('select body from entry where id = ?');
  const word = db.prepare('select ids from word where word = ?');
  const wordRange = db.prepare(
    'select cast(word as blob) as word, ids from word where word >= ? and word < ? limit ?',
  );
  const postings = new Map<string, Uint32Array>();
  const names = once(() =>
    read(() => nameList({ text: blob('names'), ends: numbersOf(blob('nameEnds')) })),
  );
  const leafCounts = once(() => read(() => numbersOf(blob('leafCounts'))));
  const words = once(() => read(() => blob('words').toString().split('\n')));
  const types = once(() => read(() => JSON.parse(blob('types').toString()) as string[]));
  const typeNumbers = once(() => read(() => numbersOf(blob('typeOf'))));

  return {
    path,
    meta,
    get names() {
      return names();
    },
    get words() {
      return words();
    },
    idOf(name) {
      const id = lowerBound(names(), name);
      return names().at(id) === name ? id : undefined;
    },
    typeOf: (id) => types()[typeNumbers()[id] ?? 0] ?? '',
    body: <T>(id: number, parts: readonly (keyof T & string)[]) =>
      read(() => {
        const body = JSON.parse((entry.get(id) as { body: Buffer }).body.toString()) as T;
        for (const part of parts)
          if (body[part] === undefined) throw new TypeError(`entry ${id} has no ${part}`);
        return body;
      }),
    leafCount: (id) => leafCounts()[id] ?? 0,
    withWord(text) {
      const known = postings.get(text);
      if (known !== undefined) return known;
      const row = read(() => word.get(text) as { ids: Buffer } | undefined);
      const ids = row === undefined ? nothing : numbersOf(row.ids);
      postings.set(text, ids);
      return ids;
    },
    wordsFrom: (prefix, limit) =>
      read(() =>
        // Whoever asks for words asks for their entries next: one query for both.
        wordRange.all(prefix, `${prefix}\uffff`, limit).map((row) => {
          const found = row as { word: ArrayBuffer; ids: ArrayBuffer };
          const text = Buffer.from(found.word).toString();
          if (!postings.has(text)) postings.set(text, numbersOf(found.ids));
          return text;
        }),
      ),
    prose(asked, limit, begun = false) {
      const query = asked.map((one) => `"${one}"${begun ? ' *' : ''}`).join(' OR ');
      const rows = read(() =>
        db
          .prepare('select rowid as id from prose where prose match ? order by rank limit ?')
          .all(query, limit),
      );
      return rows.map((row) => (row as { id: number }).id);
    },
    close() {
      if (!closed) db.close();
      closed = true;
    },
  };
}

/** The place of the first of the sorted names that is not before the text. */
export function lowerBound(names: NameList, text: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (names.at(middle) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

const nothing = new Uint32Array();

/** A block of 32-bit numbers; copied, because SQLite gives no alignment. `all` gives no Buffers. */
function numbersOf(block: Buffer | ArrayBuffer): Uint32Array {
  const numbers = new Uint32Array(block.byteLength / 4);
  new Uint8Array(numbers.buffer).set(new Uint8Array(block));
  return numbers;
}
