import { arg, defineCommand } from '@nixai/api';
import { registryFlags, writeFlags, writeRequest } from '../../../registry/flags.js';
import { changedSchema } from '../../../results/machine.js';
import { completeGroups, completeMachines } from '../../../select/complete.js';

export default defineCommand({
  summary: 'Take machines out of a group, or the group away',
  description:
    'Without machines the group goes; its machines stay. Asked first; nixai undo takes it back.',
  examples: ['<%= config.bin %> machines groups remove web-servers web1 --dry-run'],
  effects: ['write'],
  output: changedSchema,
  args: {
    group: arg.string('Its name', { required: true, complete: completeGroups }),
    members: arg.rest('Machines and groups that it loses', { complete: completeMachines }),
  },
  strict: false,
  flags: { ...registryFlags, ...writeFlags },
  async run(context) {
    const { changeRegistry } = await import('../../../registry/change.js');
    const { removeFromGroup } = await import('../../../registry/operations.js');
    const { args, argv, flags } = context;
    const about = `machines groups remove ${args.group}`;
    const request = { ...writeRequest(flags), about, question: 'Do this?' };
    return changeRegistry(context, request, (fleet) =>
      removeFromGroup(fleet, args.group, argv.slice(1)),
    );
  },
  async render(result) {
    return (await import('../../../render/registry.js')).renderChange(result, 'Removed.');
  },
});
