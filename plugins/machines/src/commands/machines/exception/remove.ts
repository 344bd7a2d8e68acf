import { arg, defineCommand } from '@nixai/api';
import { registryFlags, writeFlags, writeRequest } from '../../../registry/flags.js';
import { changedSchema } from '../../../results/machine.js';
import { completeMachines } from '../../../select/complete.js';

export default defineCommand({
  summary: 'Have a finding count again',
  description: 'Asked first; nixai undo takes it back.',
  examples: [
    '<%= config.bin %> machines exception remove web1 etc-unmanaged:/etc/motd.local --dry-run',
  ],
  effects: ['write'],
  output: changedSchema,
  args: {
    machine: arg.string('The machine', { required: true, complete: completeMachines }),
    finding: arg.string('The id of the finding', { required: true }),
  },
  flags: { ...registryFlags, ...writeFlags },
  async run(context) {
    const { changeRegistry } = await import('../../../registry/change.js');
    const { removeException } = await import('../../../registry/operations.js');
    const { args, flags } = context;
    const about = `machines exception remove ${args.machine}`;
    const question = `Have ${args.finding} count again on ${args.machine}?`;
    return changeRegistry(context, { ...writeRequest(flags), about, question }, (fleet) =>
      removeException(fleet, args.machine, args.finding),
    );
  },
  async render(result) {
    return (await import('../../../render/registry.js')).renderChange(result, 'Removed.');
  },
});
