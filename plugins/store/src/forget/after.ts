import type { CommandContext, Values } from '@nixai/api';
import type { BackupResult } from '../backup/result.js';
import type { StoreEngine } from '../engines/engine.js';
import { policyOf, type keepFlags } from './flags.js';
import { forget } from './forget.js';

/** After a backup that was read back, those that no rule keeps may go. */
export async function forgetAfter(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  engine: StoreEngine,
  flags: Partial<Values<typeof keepFlags>> & { readonly yes?: boolean },
  { dryRun, verified }: Pick<BackupResult, 'dryRun' | 'verified'>,
): Promise<{ readonly forgotten?: readonly string[] }> {
  const policy = policyOf(flags);
  if (policy === undefined || dryRun || verified === undefined) return {};
  const yes = flags.yes === true;
  const { snapshots, done } = await forget(context, {
    ...{ engine, names: [], policy, dryRun: false, yes },
  });
  return { forgotten: done ? snapshots.map(({ id }) => id) : [] };
}
