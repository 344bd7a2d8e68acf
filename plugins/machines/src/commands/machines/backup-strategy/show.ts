import { defineCommand } from '@nixai/api';
import { shownStrategySchema } from '../../../backups/result.js';
import { registryFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

export default defineCommand({
  summary: 'Show how machines are backed up, and what they could come back with',
  description: `The strategy, and of each machine how old its newest backup is that was read back, and what restoring one
took the last time: what is known on this side, and no machine is asked.`,
  examples: ['<%= config.bin %> machines backup-strategy show'],
  effects: [],
  output: shownStrategySchema,
  args: selectorArg,
  strict: false,
  flags: { ...selectorFlags, ...registryFlags },
  async run(context) {
    const { chooseMachines } = await import('../../../select/chosen.js');
    const { showStrategy } = await import('../../../backups/standing.js');
    const { machines } = await chooseMachines(context, true);
    return showStrategy(context.host, machines);
  },
  async render(result, view) {
    return (await import('../../../render/backups/strategy.js')).renderStrategy(result, view);
  },
});
