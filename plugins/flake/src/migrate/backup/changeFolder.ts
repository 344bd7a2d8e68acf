import type { Applied, CommandContext, Plan } from '@nixai/api';
import { planFolder, type FolderChange } from './planFolder.js';

/** What came of it. */
export interface FolderChanged {
  readonly plan: Plan;
  /** The change to every file, as it was shown. */
  readonly diff: string;
  /** Undefined where nothing was written: a dry run, or a no. */
  readonly done?: Applied;
  /** The id of the folder as it was; undefined where it was not kept. */
  readonly backup?: string;
}

/**
 * Shows the changes, asks, keeps the whole folder, and writes.
 * @throws what `planFolder` and `carryOut` throw.
 */
export async function changeFolder(
  {
    host,
    carryOut,
    dryRun,
    yes,
  }: Pick<CommandContext, 'host' | 'carryOut'> & {
    readonly dryRun: boolean;
    readonly yes: boolean;
  },
  change: {
    readonly folder: string;
    readonly changes: readonly FolderChange[];
    readonly about: string;
  },
): Promise<FolderChanged> {
  let backup: string | undefined;
  const plan = await planFolder(host, change, (id) => {
    backup = id;
  });
  const question = `Write this to ${change.folder}?`;
  const done = await carryOut(plan, { dryRun, yes, question });
  return {
    plan,
    diff: plan.actions.map(({ detail }) => detail).join('\n'),
    ...(done !== undefined && { done }),
    ...(backup !== undefined && { backup }),
  };
}
