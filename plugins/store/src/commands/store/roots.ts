import { defineCommand, resultTable } from '@nixai/api';
import { rootsSchema, type Roots } from '../../roots/roots.js';

export default defineCommand({
  summary: 'List what keeps store paths from the garbage collector, and how much',
  description: `The largest first, each with all that it needs: what several need counts for each of them.`,
  examples: ['<%= config.bin %> store roots', '<%= config.bin %> store roots --filter kind=result'],
  effects: ['run'],
  output: rootsSchema,
  table: resultTable<Roots, Roots['roots'][number]>({
    rows: ({ roots }) => roots,
    columns: {
      bytes: ({ bytes }) => bytes,
      kind: ({ kind }) => kind,
      link: ({ link }) => link,
      path: ({ path }) => path,
    },
  }),
  async run({ host, tasks }) {
    const { listRoots } = await import('../../roots/roots.js');
    return tasks.run('Roots', (task) => listRoots(host, task));
  },
  async render(result, view) {
    return (await import('../../render/roots.js')).renderRoots(result, view);
  },
});
