import type { CommandContext } from '@nixai/api';
import { conflictLines } from '../merge/conflictLines.js';
import type { ResolveAll } from '../merge/resolve.js';
import { lastState } from '../versions/find.js';
import type { Rendered, Stamp } from '../versions/stamps.js';
import { planUpdate } from './planUpdate.js';
import type { UpdateReport } from './report.js';

export interface UpdateRequest {
  readonly resolve?: ResolveAll | undefined;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

type Context = Pick<CommandContext, 'host' | 'prompt' | 'carryOut' | 'write' | 'view'>;

/** Brings a template that was put in to another state of it: shown, asked for, taken back by undo. */
export async function runUpdate(
  stamp: Stamp,
  later: Rendered,
  about: string,
  { resolve, dryRun, yes }: UpdateRequest,
  { host, prompt, carryOut, write, view }: Context,
): Promise<UpdateReport> {
  const undecided = dryRun && resolve === undefined;
  const made = await planUpdate(
    ...([host, stamp, later, about] as const),
    { undecided, ...(resolve !== undefined && { resolve }) },
    { prompt, show: (conflict) => write(`${conflictLines(conflict, view)}\n`) },
  );
  const { steps, renamed, changes, conflicts, findings, plan } = made;
  const count = changes.length;
  const question = `Write ${count === 1 ? 'this file' : `these ${count} files`}?`;
  const done = await carryOut(plan, { dryRun, yes, question });
  return {
    ...{ template: stamp.template, entry: stamp.entry, findings, dryRun },
    ...{ from: lastState(stamp).version, to: later.version },
    steps: steps.map(({ path, step, base, theirs, mine }) => ({
      ...{ path, step },
      ...(base !== undefined && { base }),
      ...(theirs !== undefined && { theirs }),
      ...(mine !== undefined && { mine: mine.text }),
    })),
    renamed: [...renamed].map(([from, to]) => ({ from, to })),
    files: changes,
    conflicts: conflicts.map(({ path, mine, theirs, file, line, why, taken }) => ({
      ...{ path, mine, theirs, file, line, why },
      ...(taken !== undefined && { taken: taken as 'mine' }),
    })),
    written: done !== undefined,
    ...(done?.change !== undefined && { undo: done.change }),
  };
}
