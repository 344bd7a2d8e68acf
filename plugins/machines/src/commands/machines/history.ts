import { defineCommand, flag, resultTable, schema } from '@nixai/api';
import { recordSchema, type Deployment } from '../../deploy/record.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'List deployments that were made from here',
  description: 'Who, when, to what, and what became of each machine; the newest first.',
  examples: ['<%= config.bin %> machines history --limit 5'],
  effects: [],
  output: object({ deployments: list(recordSchema) }),
  flags: { limit: flag.integer('At most so many', { default: 20, min: 1 }) },
  table: resultTable({
    rows: ({ deployments }: { deployments: readonly Deployment[] }) => deployments,
    columns: {
      id: ({ id }) => id,
      date: ({ date }) => date,
      by: ({ by }) => by,
      about: ({ about }) => about,
      state: ({ state }) => state,
      machines: ({ machines }) => machines.length,
    },
  }),
  async run({ host, flags }) {
    const { readRecords, stateNow } = await import('../../deploy/record.js');
    const records = await readRecords(host, flags.limit);
    return { deployments: await Promise.all(records.map((one) => stateNow(host, one))) };
  },
  async render({ deployments }, view) {
    return (await import('../../render/deployment.js')).renderHistory(deployments, view);
  },
});
