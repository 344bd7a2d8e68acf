import { arg, defineCommand } from '@nixai/api';
import { registryFlags, writeFlags, writeRequest } from '../../registry/flags.js';
import { changedSchema } from '../../results/machine.js';
import { completeMachines } from '../../select/complete.js';

export default defineCommand({
  summary: 'Forget a machine',
  description: `Takes it out of its registries and groups, asked first; the machine itself is left alone.
nixai undo brings it back.`,
  examples: ['<%= config.bin %> machines remove web1 --dry-run'],
  effects: ['write'],
  output: changedSchema,
  args: { name: arg.string('Its name', { required: true, complete: completeMachines }) },
  flags: { ...registryFlags, ...writeFlags },
  async run(context) {
    const { changeRegistry } = await import('../../registry/change.js');
    const { removeMachine } = await import('../../registry/operations.js');
    const { args, flags } = context;
    const about = `machines remove ${args.name}`;
    const request = { ...writeRequest(flags), about, question: `Forget ${args.name}?` };
    return changeRegistry(context, request, (fleet) => removeMachine(fleet, args.name));
  },
  async render(result) {
    return (await import('../../render/registry.js')).renderChange(result, 'Removed.');
  },
});
