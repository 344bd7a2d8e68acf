import { arg, defineCommand } from '@nixai/api';
import { privateFlag, registryFlags, writeFlags, writeRequest } from '../../../registry/flags.js';
import { changedSchema } from '../../../results/machine.js';
import { completeGroups, completeSelection } from '../../../select/complete.js';

export default defineCommand({
  summary: 'Make a group of machines and groups, or add some to it',
  description: `A group that would contain itself is refused, with the way round. Asked first; nixai undo takes it
back.`,
  examples: ['<%= config.bin %> machines groups add web-servers web1 --dry-run'],
  effects: ['write'],
  output: changedSchema,
  args: {
    group: arg.string('Its name', { required: true, complete: completeGroups }),
    members: arg.rest('Machines and groups', { required: true, complete: completeSelection }),
  },
  strict: false,
  flags: { ...privateFlag, ...registryFlags, ...writeFlags },
  async run(context) {
    const { changeRegistry } = await import('../../../registry/change.js');
    const { addToGroup } = await import('../../../registry/operations.js');
    const { args, argv, flags } = context;
    const about = `machines groups add ${args.group}`;
    const question = `Put these into ${args.group}?`;
    const request = { ...writeRequest(flags), private: flags.private, about, question };
    return changeRegistry(context, request, (fleet, place) =>
      addToGroup(fleet, place, args.group, argv.slice(1)),
    );
  },
  async render(result) {
    return (await import('../../../render/registry.js')).renderChange(result, 'Added.');
  },
});
