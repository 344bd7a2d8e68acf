import {
  isNixaiError,
  type Action,
  type FileChange,
  type Paths,
  type Plan,
  type Redactor,
} from '@nixai/api';
import { changeFiles } from './changeFiles.js';
import { changedMeanwhile, writeFailed } from './faults.js';
import { contentOf, fileDiff } from './fileDiff.js';
import { isLinked, resolveChanged } from './target.js';
import { sha256 } from './writeAtomically.js';

/** Changes of files as a plan: what differs now, to be applied if it is so still. */
export async function planChanges(
  changes: readonly FileChange[],
  about: string,
  own: Paths,
  redactor: Redactor,
): Promise<Plan> {
  const looked = await Promise.all(changes.map((change) => look(change, redactor)));
  const differing = looked.filter((one) => one !== undefined);
  return {
    about,
    actions: differing.map(({ action }) => action),
    risk: 'none',
    async apply() {
      const wanted = differing.map(({ change }) => change);
      return { change: (await changeFiles(wanted, { about }, own))?.id };
    },
  };
}

/** What the change would do; undefined where the file is so already. */
async function look(
  change: FileChange,
  redactor: Redactor,
): Promise<{ readonly change: FileChange; readonly action: Action } | undefined> {
  const place = await resolveChanged(change).catch((error: unknown) => {
    throw isNixaiError(error) ? error : writeFailed(change.path, error);
  });
  const now = await contentOf(place.path);
  const found = now === undefined ? '' : sha256(now);
  if (change.expect !== undefined && change.expect !== found) throw changedMeanwhile(change.path);
  const { path: target, content } = change;
  const wanted = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  if (found === (wanted === undefined ? '' : sha256(wanted))) return undefined;
  // Who is asked sees where a link leads.
  const name = isLinked(target, place) ? `${target} → ${place.path}` : target;
  return {
    change: { ...change, expect: found },
    action: { kind: kindOf(now, wanted), target, detail: fileDiff(now, wanted, name, redactor) },
  };
}

function kindOf(now: Uint8Array | undefined, wanted: Uint8Array | undefined): Action['kind'] {
  if (wanted === undefined) return 'remove';
  return now === undefined ? 'create' : 'change';
}
