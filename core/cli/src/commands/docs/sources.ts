import { defineCommand } from '@nixai/api';

export default defineCommand({
  summary: 'List the doc sources and which package each comes from',
  examples: ['<%= config.bin %> docs sources'],
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
