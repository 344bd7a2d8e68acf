import { arg, defineCommand, schema } from '@nixai/api';
import { registryFlags } from '../../../registry/flags.js';
import { groupSchema, machineSchema } from '../../../results/machine.js';
import { completeGroups } from '../../../select/complete.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'Show the machines of a group',
  examples: ['<%= config.bin %> machines groups show web-servers'],
  effects: [],
  output: object({ group: groupSchema, machines: list(machineSchema) }),
  args: { group: arg.string('Its name', { required: true, complete: completeGroups }) },
  flags: registryFlags,
  async run({ host, args, flags }) {
    const { loadSomeFleet } = await import('../../../registry/load.js');
    const { unknownMachine } = await import('../../../registry/faults.js');
    const { describeGroups, describeMachine } = await import('../../../registry/describe.js');
    const { selectMachines } = await import('../../../select/selector.js');
    const fleet = await loadSomeFleet(host, flags['registry-path']);
    const group = describeGroups(fleet).find(({ name }) => name === args.group);
    if (group === undefined) throw unknownMachine(args.group, fleet.groups.keys());
    const chosen =
      group.machines.length === 0 ? [] : selectMachines(fleet, { machines: [group.name] }, false);
    return { group, machines: chosen.map((machine) => describeMachine(fleet, machine)) };
  },
  async render({ group, machines }, view) {
    const { renderMachines } = await import('../../../render/registry.js');
    const title = `${view.style.heading(group.name)}: ${group.members.join(', ')}`;
    return machines.length === 0
      ? `${title}\nIt has no machines.`
      : `${title}\n\n${renderMachines(machines, view)}`;
  },
});
