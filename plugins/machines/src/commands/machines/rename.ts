import { arg, defineCommand } from '@nixai/api';
import { registryFlags, writeFlags, writeRequest } from '../../registry/flags.js';
import { changedSchema } from '../../results/machine.js';
import { completeSelection } from '../../select/complete.js';

export default defineCommand({
  summary: 'Call a machine or a group something else',
  description: 'Groups and jumps that name it follow. Asked first; nixai undo takes it back.',
  examples: ['<%= config.bin %> machines rename web1 web-blue --dry-run'],
  effects: ['write'],
  output: changedSchema,
  args: {
    from: arg.string('Its name', { required: true, complete: completeSelection }),
    to: arg.string('Its new name', { required: true }),
  },
  flags: { ...registryFlags, ...writeFlags },
  async run(context) {
    const { changeRegistry } = await import('../../registry/change.js');
    const { renameInFleet } = await import('../../registry/operations.js');
    const { args, flags } = context;
    const about = `machines rename ${args.from} ${args.to}`;
    const request = { ...writeRequest(flags), about, question: `Call it ${args.to}?` };
    return changeRegistry(context, request, (fleet) => renameInFleet(fleet, args.from, args.to));
  },
  async render(result) {
    return (await import('../../render/registry.js')).renderChange(result, 'Renamed.');
  },
});
