import { dirname, join } from 'node:path';
import type { Change, Paths } from '@nixai/api';
import { keptContent, parseChange, readChange, removeBackup } from './backups.js';
import { removeMade } from './madeFolders.js';
import { readOwn } from './readOwn.js';
import { removeFile } from './removeFile.js';
import { sweep } from './temporary.js';
import { hashOf, writeAtomically } from './writeAtomically.js';

/** Where a change that is under way is written down. There is one at a time. */
function journalPath(own: Pick<Paths, 'state'>): string {
  return join(own.state, 'journal.json');
}

/** Says what is about to be done, before any of it is. */
export async function openJournal(change: Change, own: Paths): Promise<void> {
  const content = `${JSON.stringify(change)}\n`;
  await writeAtomically(journalPath(own), { content, mode: 0o600 }, own);
}

/** The change is done, or has been taken back. */
export async function closeJournal(own: Paths): Promise<void> {
  await removeFile(journalPath(own));
}

/**
 * Takes back what a killed process had begun and not finished. To be called under the lock of
 * changes. What somebody has written since stays as it is.
 */
export async function recover(own: Paths): Promise<void> {
  const text = await readOwn(journalPath(own)).catch(() => undefined);
  if (text === undefined) return;
  const change = parseChange(text);
  if (change !== undefined) {
    const done = (await readChange(change.id, own)) !== undefined;
    if (!done) await takeBack(change, own);
    for (const { path } of change.files) await sweep(dirname(path)).catch(() => {});
  }
  await closeJournal(own);
}

/** Puts back each file that is as the change would leave it, and forgets the change. */
export async function takeBack(change: Change, own: Paths): Promise<void> {
  for (const [index, { path, before, after, made }] of [...change.files.entries()].reverse()) {
    const now = await hashOf(path);
    if (now !== (after?.sha256 ?? '') || now === (before?.sha256 ?? '')) continue;
    if (before === undefined) {
      await removeFile(path, now);
      await removeMade(path, made);
    } else {
      const content = await keptContent(change, index, own);
      await writeAtomically(path, { content, mode: before.mode, expect: now }, own);
    }
  }
  await removeBackup(change.id, own);
}
