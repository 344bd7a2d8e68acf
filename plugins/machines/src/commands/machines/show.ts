import { arg, defineCommand } from '@nixai/api';
import { registryFlags } from '../../registry/flags.js';
import { machineSchema } from '../../results/machine.js';
import { completeMachines } from '../../select/complete.js';

export default defineCommand({
  summary: 'Show what is known of a machine',
  description: 'Its groups, where its configuration is, and which registries say so.',
  examples: ['<%= config.bin %> machines show web1'],
  effects: [],
  output: machineSchema,
  args: { name: arg.string('Its name', { required: true, complete: completeMachines }) },
  flags: registryFlags,
  async run({ host, args, flags }) {
    const { loadSomeFleet } = await import('../../registry/load.js');
    const { machineNamed } = await import('../../select/chosen.js');
    const { describeMachine } = await import('../../registry/describe.js');
    const fleet = await loadSomeFleet(host, flags['registry-path']);
    const machine = machineNamed(fleet, args.name);
    return describeMachine(fleet, machine);
  },
  async render(machine, view) {
    return (await import('../../render/registry.js')).renderMachine(machine, view);
  },
});
