import {
  ExitCode,
  NixaiError,
  type Action,
  type Change,
  type Paths,
  type Plan,
  type Redactor,
} from '@nixai/api';
import { keptContent, listChanges, readChange } from './backups.js';
import { changeFiles } from './changeFiles.js';
import { contentOf, fileDiff } from './fileDiff.js';
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
  /** Can be taken back as well. */
  readonly plan: Plan;
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
  const shown = files.map((file) => file.shown);
  const about = `undo ${change.about}`;
  return {
    change,
    files: shown,
    plan: {
      about,
      actions: shown.flatMap(asAction),
      risk: 'none',
      async apply() {
        const wanted = files.map((file) => file.wanted);
        const done = await changeFiles(wanted, { about, undoes: change.id }, own);
        for (const { path, before, made } of change.files)
          if (before === undefined) await removeMade(path, made);
        return { change: done?.id };
      },
    },
  };
}

function asAction({ path, action, diff, changedSince }: UndoneFile): Action[] {
  if (action === 'nothing') return [];
  const loses = changedSince ? `${path} was changed since; that would be lost as well` : undefined;
  return [{ kind: action === 'restore' ? 'change' : action, target: path, detail: diff, loses }];
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
    diff: fileDiff(now, content, path, redactor),
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
