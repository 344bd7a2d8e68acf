import { defineCommand, resultTable, schema } from '@nixai/api';
import { registryFlags } from '../../registry/flags.js';
import { machineSchema, type ShownMachine } from '../../results/machine.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, string, list, described } = schema;

export default defineCommand({
  summary: 'List machines',
  description: 'What the registries say; nothing is connected to (nixai machines status does).',
  examples: [
    '<%= config.bin %> machines list',
    '<%= config.bin %> machines list --role web-server --columns name,host',
  ],
  effects: [],
  output: object({
    machines: list(machineSchema),
    registries: described('The files that say it; empty where there is none yet.', list(string)),
  }),
  args: selectorArg,
  strict: false,
  flags: { ...selectorFlags, ...registryFlags },
  table: resultTable({
    rows: ({ machines }: { machines: readonly ShownMachine[] }) => machines,
    columns: {
      name: ({ name }) => name,
      host: ({ host }) => host,
      user: ({ sshUser }) => sshUser,
      port: ({ sshPort }) => sshPort,
      environment: ({ environment }) => environment,
      role: ({ role }) => role,
      tags: ({ tags }) => tags.join(' '),
      groups: ({ groups }) => groups.join(' '),
      system: ({ system }) => system,
      description: ({ description }) => description,
    },
  }),
  async run({ host, flags, argv }) {
    const { loadToLook } = await import('../../registry/load.js');
    const { describeMachine } = await import('../../registry/describe.js');
    const { selectMachines } = await import('../../select/selector.js');
    const fleet = await loadToLook(host, flags['registry-path']);
    const registries = fleet.layers.map(({ file }) => file);
    if (fleet.machines.size === 0) return { machines: [], registries };
    const chosen = selectMachines(fleet, { ...flags, machines: argv }, true);
    return { machines: chosen.map((machine) => describeMachine(fleet, machine)), registries };
  },
  async render({ machines, registries }, view) {
    const { noRegistry, renderMachines } = await import('../../render/registry.js');
    return registries.length === 0 ? noRegistry : renderMachines(machines, view);
  },
});
