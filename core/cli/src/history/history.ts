import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NixaiError, files, redactor, type Host } from '@nixai/api';
import { readBounded } from '../readBounded.js';

/** Bytes; an answer has a million letters at most. */
const largest = 16 << 20;

/** One question and its answer, as they are kept: without secrets. */
export interface HistoryEntry {
  readonly id: string;
  /** Entries of one conversation share it; it is the id of the first. */
  readonly conversation: string;
  /** ISO 8601. */
  readonly date: string;
  readonly question: string;
  /** Markdown. */
  readonly answer: string;
  readonly provider: string;
  readonly model?: string;
}

export type NewEntry = Pick<HistoryEntry, 'question' | 'answer' | 'provider' | 'model'> & {
  /** True where the answer is the handbook's alone: it can hold no secret to look for. */
  readonly fromHandbook?: boolean;
};

export interface History {
  /** Keeps an entry, unless history is off; entries older than `history.keep_days` go. */
  append(entry: NewEntry, conversation?: string): Promise<HistoryEntry | undefined>;
  /** The ids of all that is kept, also of what cannot be read; newest first. */
  ids(): Promise<readonly string[]>;
  /** Newest first. */
  list(): Promise<readonly HistoryEntry[]>;
  /** @throws NixaiError `history-unknown` if there is no entry of that id. */
  get(id: string): Promise<HistoryEntry>;
  /** The newest conversation, oldest turn first; empty if there is none. */
  lastConversation(): Promise<readonly HistoryEntry[]>;
  remove(ids: readonly string[]): Promise<void>;
}

const extension = '.json';
const dayLength = 24 * 60 * 60 * 1000;

/** The questions and answers of this user: one file each, readable by nobody else. */
export function createHistory(host: Host): History {
  const folder = join(host.paths.state, 'history');
  const fileOf = (id: string) => join(folder, `${id}${extension}`);

  async function ids(): Promise<string[]> {
    const names = await readdir(folder).catch(() => []);
    // An id begins with its date, so the order of names is the order of time.
    return names
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length))
      .sort()
      .reverse();
  }

  async function read(id: string): Promise<HistoryEntry | undefined> {
    try {
      const entry: unknown = JSON.parse(readBounded(fileOf(id), largest));
      return isEntry(entry) && entry.id === id ? entry : undefined;
    } catch {
      // Deleted meanwhile, or not ours: an entry that cannot be read is none.
      return undefined;
    }
  }

  async function list(): Promise<HistoryEntry[]> {
    const entries = await Promise.all((await ids()).map(read));
    return entries.filter((entry) => entry !== undefined);
  }

  async function remove(which: readonly string[]): Promise<void> {
    const service = await host.service(files);
    await Promise.all(which.map((id) => service.remove(fileOf(id))));
  }

  async function removeOld(): Promise<void> {
    const days = await host.config.get('history.keep_days');
    const limit = idAt(new Date(Date.now() - days * dayLength));
    const old = (await ids()).filter((id) => id < limit);
    if (old.length > 0) await remove(old);
  }

  return {
    ids,
    list,
    remove,
    async append({ question, answer, provider, model, fromHandbook }, conversation) {
      if (!(await host.config.get('history.enabled'))) return undefined;
      const [service, { redact }] = await Promise.all([
        host.service(files),
        host.service(redactor),
      ]);
      const now = new Date();
      const id = `${idAt(now)}-${randomBytes(3).toString('hex')}`;
      const entry: HistoryEntry = {
        id,
        conversation: conversation ?? id,
        date: now.toISOString(),
        question: redact(question).text,
        answer: fromHandbook === true ? answer : redact(answer).text,
        provider,
        model,
      };
      await service.write(fileOf(id), `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      await removeOld();
      return entry;
    },
    async get(id) {
      const entry = (await ids()).includes(id) ? await read(id) : undefined;
      if (entry !== undefined) return entry;
      throw unknownEntry(id);
    },
    async lastConversation() {
      const [newest, ...older] = await list();
      if (newest === undefined) return [];
      return [newest, ...older]
        .filter(({ conversation }) => conversation === newest.conversation)
        .reverse();
    },
  };
}

/** There is no entry of that id, or it cannot be read. */
export function unknownEntry(id: string): NixaiError {
  return new NixaiError({
    code: 'history-unknown',
    what: `there is no entry "${id}"`,
    hint: 'nixai history list',
  });
}

function isEntry(value: unknown): value is HistoryEntry {
  const { id, conversation, date, question, answer, provider } = (value ?? {}) as HistoryEntry;
  const texts = [id, conversation, date, question, answer, provider];
  return texts.every((text) => typeof text === 'string');
}

/** A date as ids begin with it: `20260301T120000`. */
function idAt(date: Date): string {
  return date.toISOString().slice(0, 19).replace(/[-:]/g, '');
}
