import { readFile } from 'node:fs/promises';
import { ExitCode, NixaiError, type Change, type Paths, type Redactor } from '@nixai/api';
import { keptContent, listChanges, readChange } from './backups.js';
import { changeFiles } from './changeFiles.js';
import { diffWithoutSecrets } from './diff.js';
import { fileUnreadable } from './faults.js';
import { removeMade } from './madeFolders.js';
import { sha256 } from './writeAtomically.js';

/** What taking a change back would do to one file. */
export interface UndoneFile {
  readonly path: string;
  readonly action: 'restore' | 'remove' | 'create' | 'nothing';
  /** Unified, from the file as it is now, without secrets; a word where it is no text. */
  readonly diff: string;
  /** Somebody has written it since the change. */
  readonly changedSince: boolean;
}

export interface UndoPlan {
  readonly change: Change;
  readonly files: readonly UndoneFile[];
  /** Does it, if the files are still as they were for the plan. Can be taken back as well. */
  carryOut(): Promise<Change | undefined>;
}

/** The changes that can be taken back, newest first, each with whether it has been. */
export async function listUndoable(own: Paths): Promise<(Change & { readonly undone: boolean })[]> {
  const changes = await listChanges(own);
  const undone = new Set<string>();
  // Newest first: an undo that was itself taken back undoes nothing.
  for (const { id, undoes } of changes)
    if (undoes !== undefined && !undone.has(id)) undone.add(undoes);
  return changes.map((change) => ({ ...change, undone: undone.has(change.id) }));
}

/**
 * What it would take to undo a change: that of the id, or the newest that was not undone yet.
 * @throws NixaiError `nothing-to-undo`, `change-unknown` or `backup-damaged`.
 */
export async function planUndo(
  id: string | undefined,
  own: Paths,
  redactor: Redactor,
): Promise<UndoPlan> {
  const change = id === undefined ? await newestDone(own) : await named(id, own);
  const files = await Promise.all(
    change.files.map((_, index) => planFile(change, index, own, redactor)),
  );
  return {
    change,
    files: files.map(({ shown }) => shown),
    async carryOut() {
      const wanted = files.map((file) => file.wanted);
      const about = { about: `undo ${change.about}`, undoes: change.id };
      const done = await changeFiles(wanted, about, own);
      for (const { path, before, made } of change.files)
        if (before === undefined) await removeMade(path, made);
      return done;
    },
  };
}

async function newestDone(own: Paths): Promise<Change> {
  const changes = await listUndoable(own);
  const newest = changes.find(({ undone, undoes }) => !undone && undoes === undefined);
  if (newest !== undefined) return newest;
  throw new NixaiError({
    code: 'nothing-to-undo',
    what: 'there is no change to undo',
    hint: 'nixai undo list',
  });
}

async function named(id: string, own: Paths): Promise<Change> {
  const change = await readChange(id, own);
  if (change !== undefined) return change;
  throw new NixaiError({
    code: 'change-unknown',
    what: `there is no change "${id}"`,
    hint: 'nixai undo list',
    exitCode: ExitCode.usage,
  });
}

async function planFile(change: Change, index: number, own: Paths, redactor: Redactor) {
  const { path = '', before, after } = change.files[index] ?? {};
  const content = before === undefined ? undefined : await keptContent(change, index, own);
  const now = await contentOf(path);
  const nowHash = now === undefined ? '' : sha256(now);
  const shown: UndoneFile = {
    path,
    action: actionFor(now, content, nowHash === (before?.sha256 ?? '')),
    diff: diffOf(now, content, path, redactor),
    changedSince: nowHash !== (after?.sha256 ?? ''),
  };
  return { shown, wanted: { path, content, mode: before?.mode, expect: nowHash } };
}

function actionFor(
  now: Uint8Array | undefined,
  wanted: Uint8Array | undefined,
  same: boolean,
): UndoneFile['action'] {
  if (same) return 'nothing';
  if (wanted === undefined) return 'remove';
  return now === undefined ? 'create' : 'restore';
}

function diffOf(
  now: Uint8Array | undefined,
  wanted: Uint8Array | undefined,
  path: string,
  redactor: Redactor,
): string {
  const [before, after] = [textOf(now), textOf(wanted)];
  if (before === undefined || after === undefined)
    return `${path}: ${now?.length ?? 0} bytes become ${wanted?.length ?? 0}; not text\n`;
  return diffWithoutSecrets(before, after, path.replace(/^\//, ''), redactor);
}

/** UTF-8 text, empty for no file; undefined for anything else. */
function textOf(content: Uint8Array | undefined): string | undefined {
  if (content === undefined) return '';
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

async function contentOf(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileUnreadable(path, error);
  }
}
