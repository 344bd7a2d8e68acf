import { defineCommand, resultTable, schema } from '@nixai/api';
import { registryFlags } from '../../../registry/flags.js';
import { groupSchema, type ShownGroup } from '../../../results/machine.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'List groups of machines',
  examples: ['<%= config.bin %> machines groups list'],
  effects: [],
  output: object({ groups: list(groupSchema) }),
  flags: registryFlags,
  table: resultTable({
    rows: ({ groups }: { groups: readonly ShownGroup[] }) => groups,
    columns: {
      name: ({ name }) => name,
      members: ({ members }) => members.join(' '),
      machines: ({ machines }) => machines.length,
    },
  }),
  async run({ host, flags }) {
    const { loadToLook } = await import('../../../registry/load.js');
    const { describeGroups } = await import('../../../registry/describe.js');
    return { groups: describeGroups(await loadToLook(host, flags['registry-path'])) };
  },
  async render({ groups }, view) {
    return (await import('../../../render/registry.js')).renderGroups(groups, view);
  },
});
