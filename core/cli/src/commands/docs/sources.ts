import { defineCommand, resultTable } from '@nixai/api';
import { docsSourcesResult } from '../../results/docsSources.js';

interface Listed {
  readonly name: string;
  readonly origin: string;
  readonly summary: string;
  readonly kinds: readonly string[];
  readonly available: boolean;
}

export default defineCommand({
  summary: 'List the doc sources and which package each comes from',
  examples: ['<%= config.bin %> docs sources'],
  effects: ['network'],
  output: docsSourcesResult,
  async run({ host }) {
    const { sourceStatuses } = await import('@nixai/docs/sources/status');
    const sources = await sourceStatuses(host);
    return {
      sources: sources.map(({ name, origin, summary, kinds, status }) => ({
        name,
        origin,
        summary,
        kinds,
        available: status.available,
      })),
    };
  },
  table: resultTable({
    rows: ({ sources }: { sources: readonly Listed[] }) => sources,
    columns: {
      name: ({ name }) => name,
      ready: ({ available }) => available,
      kinds: ({ kinds }) => kinds.join(' '),
      from: ({ origin }) => origin,
      summary: ({ summary }) => summary,
    },
  }),
  render({ sources }, view) {
    return view.table(
      [
        { title: 'Source' },
        { title: 'Ready' },
        { title: 'What it reads', flexible: true },
        { title: 'From' },
      ],
      sources.map(({ name, available, summary, origin }) => [
        name,
        available ? 'yes' : 'no',
        summary,
        origin,
      ]),
    );
  },
});
