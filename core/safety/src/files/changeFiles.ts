import { join } from 'node:path';
import {
  isNixaiError,
  type Change,
  type ChangedFile,
  type FileChange,
  type Lock,
  type Paths,
} from '@nixai/api';
import { keepChange, keepContent, newId, removeStale } from './backups.js';
import { changedMeanwhile, takenBack, writeFailed } from './faults.js';
import { closeJournal, openJournal, recover, takeBack } from './journal.js';
import { acquireLock } from './lock.js';
import { uppermostMissing } from './madeFolders.js';
import { readPlain } from './readPlain.js';
import { removeFile } from './removeFile.js';
import { resolveChanged } from './target.js';
import { sha256, writeAtomically } from './writeAtomically.js';

/** Milliseconds to wait for another change to be done. */
const patience = 10_000;

/** A file of a change, as it is found. */
interface Found {
  readonly change: FileChange;
  readonly file: ChangedFile;
  readonly content?: Uint8Array;
}

/**
 * Changes several files, all or none of them, so that it can be taken back.
 * @param undoes the change that this one takes back.
 * @throws NixaiError `write-failed`, `changed-meanwhile` or `locked`; all files are then as they were.
 */
export async function changeFiles(
  changes: readonly FileChange[],
  { about, undoes }: { readonly about: string; readonly undoes?: string },
  own: Paths,
): Promise<Change | undefined> {
  const lock = await lockChanges(own, patience);
  try {
    await recover(own);
    await removeStale(own);
    const found = (await Promise.all(changes.map(find))).filter(differs);
    if (found.length === 0) return undefined;
    const date = new Date();
    const files = found.map(({ file }) => file);
    const change = { id: newId(date), date: date.toISOString(), about, undoes, files };
    await perform(change, found, own);
    return change;
  } finally {
    await lock.release();
  }
}

/** Takes back what a killed process left half done, unless a living one is still at it. */
export async function recoverChanges(own: Paths): Promise<void> {
  const lock = await lockChanges(own, 0);
  try {
    await recover(own);
  } finally {
    await lock.release();
  }
}

function lockChanges(own: Paths, wait: number): Promise<Lock> {
  return acquireLock(join(own.state, 'change.lock'), own, wait);
}

/** Backup, journal, files, record: whenever it ends, the next run finds all of it or none. */
async function perform(change: Change, found: readonly Found[], own: Paths): Promise<void> {
  try {
    await keepAll(change, found, own);
    await openJournal(change, own);
    for (const { change: wanted, file } of found) await apply(wanted, file, own);
    await keepChange(change, own);
  } catch (error) {
    // If even that fails, the journal is left for the next run.
    const isBack = await takeBack(change, own)
      .then(() => closeJournal(own))
      .then(
        () => true,
        () => false,
      );
    throw isBack && isNixaiError(error) && error.code === 'write-unsynced'
      ? takenBack(error)
      : error;
  }
  // A journal that cannot be removed says nothing wrong: the change is recorded as done.
  await closeJournal(own).catch(() => {});
}

async function keepAll(change: Change, found: readonly Found[], own: Paths): Promise<void> {
  for (const [index, { file, content }] of found.entries())
    if (file.before !== undefined && content !== undefined)
      await keepContent(change.id, index, { content, mode: file.before.mode }, own);
}

async function apply(wanted: FileChange, file: ChangedFile, own: Paths): Promise<void> {
  const expect = file.before?.sha256 ?? '';
  const { content, mode } = wanted;
  if (content !== undefined) return writeAtomically(file.path, { content, mode, expect }, own);
  await removeFile(file.path, expect);
}

async function find(change: FileChange): Promise<Found> {
  try {
    const { path, stats } = await resolveChanged(change);
    const content = stats === undefined ? undefined : await readPlain(path);
    const before = content && { sha256: sha256(content), mode: (stats?.mode ?? 0) & 0o777 };
    const expect = change.expect ?? before?.sha256 ?? '';
    if ((before?.sha256 ?? '') !== expect) throw changedMeanwhile(change.path);
    const after = change.content === undefined ? undefined : { sha256: sha256(change.content) };
    const made = after && (await uppermostMissing(path));
    return { change, content, file: { path, before, after, made } };
  } catch (error) {
    throw isNixaiError(error) ? error : writeFailed(change.path, error);
  }
}

function differs({ file }: Found): boolean {
  return file.before?.sha256 !== file.after?.sha256;
}
