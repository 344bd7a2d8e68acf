import { randomBytes } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, type Change, type Paths } from '@nixai/api';
import { fileUnreadable } from './faults.js';
import { readOwn } from './readOwn.js';
import { sha256, writeAtomically } from './writeAtomically.js';

/** So many changes can be taken back; older ones go. */
const mostKept = 100;
const idPattern = /^\d{8}T\d{9}-[0-9a-f]{6}$/;
const record = 'change.json';

const folderOf = (own: Paths): string => join(own.state, 'backups');

/** A new id, which begins with its date: the order of names is the order of time. */
export function newId(date: Date): string {
  const time = date.toISOString().replace(/[-:.Z]/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** Keeps a file's content, as the `index`th of a change; with its mode, in a folder of ours alone. */
export async function keepContent(
  id: string,
  index: number,
  { content, mode }: { readonly content: Uint8Array; readonly mode: number },
  own: Paths,
): Promise<void> {
  await writeAtomically(join(folderOf(own), id, String(index)), { content, mode }, own);
}

/** Writes down that a change is done: from now on it can be taken back. */
export async function keepChange(change: Change, own: Paths): Promise<void> {
  const content = `${JSON.stringify(change, null, 2)}\n`;
  await writeAtomically(join(folderOf(own), change.id, record), { content, mode: 0o600 }, own);
}

/** The changes that can be taken back, newest first. */
export async function listChanges(own: Paths): Promise<Change[]> {
  const changes = await Promise.all((await ids(own)).map((id) => readChange(id, own)));
  return changes.filter((change) => change !== undefined);
}

/** The change of that id; undefined if it was never finished, or is not there. */
export async function readChange(id: string, own: Paths): Promise<Change | undefined> {
  if (!idPattern.test(id)) return undefined;
  try {
    const text = await readOwn(join(folderOf(own), id, record));
    return parseChange(text, id);
  } catch (error) {
    // Nothing of ours is there.
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined;
    throw fileUnreadable(join(folderOf(own), id, record), error);
  }
}

/** A change that was written down by us; undefined for anything else. */
export function parseChange(text: string, id?: string): Change | undefined {
  try {
    const change = JSON.parse(text) as Change;
    const whole =
      idPattern.test(change.id) &&
      (id === undefined || change.id === id) &&
      typeof change.date === 'string' &&
      typeof change.about === 'string' &&
      change.files.every(({ path }) => typeof path === 'string' && path.startsWith('/'));
    return whole ? change : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a file was before a change.
 * @throws NixaiError `backup-damaged` if it is not what was kept.
 */
export async function keptContent(change: Change, index: number, own: Paths): Promise<Uint8Array> {
  const path = join(folderOf(own), change.id, String(index));
  const content = await readFile(path).catch(() => undefined);
  if (content !== undefined && sha256(content) === change.files[index]?.before?.sha256)
    return content;
  throw new NixaiError({
    code: 'backup-damaged',
    what: `the backup of ${change.files[index]?.path ?? 'a file'} cannot be used`,
    why: `${path} ${content === undefined ? 'cannot be read' : 'is not what was kept'}`,
    exitCode: ExitCode.refused,
  });
}

/** Removes what is over the number kept, and what was begun and never finished but for `open`. */
export async function removeStale(own: Paths, open?: string): Promise<void> {
  const all = await ids(own);
  const finished: string[] = [];
  for (const id of all)
    if ((await readChange(id, own)) !== undefined) finished.push(id);
    else if (id !== open) await removeBackup(id, own);
  for (const id of finished.slice(mostKept)) await removeBackup(id, own);
}

/** Removes what was kept for a change. */
export function removeBackup(id: string, own: Paths): Promise<void> {
  return rm(join(folderOf(own), id), { recursive: true, force: true });
}

/** Newest first. */
async function ids(own: Paths): Promise<string[]> {
  const names = await readdir(folderOf(own)).catch(() => []);
  return names
    .filter((name) => idPattern.test(name))
    .sort()
    .reverse();
}
