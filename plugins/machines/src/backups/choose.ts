import type { CommandContext } from '@nixai/api';
import { chooseMachines } from '../select/chosen.js';
import type { Selector } from '../select/selector.js';
import type { Where } from './flags.js';
import type { Opening } from './open.js';
import { readStrategy } from './strategy.js';

/** The machines whose backups a command is about, and how they are backed up. */
export async function chooseBackups(
  context: Pick<CommandContext, 'host' | 'argv'> & {
    readonly flags: Omit<Selector, 'machines'> &
      Partial<Where> & { readonly 'registry-path'?: string };
  },
  orAll: boolean,
): Promise<Opening> {
  const strategy = await readStrategy(context.host);
  const { on, here } = context.flags;
  const chosen = await chooseMachines(context, orAll);
  return { ...chosen, strategy, where: { on, here } };
}
