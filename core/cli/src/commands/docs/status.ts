import { defineCommand } from '@nixai/api';
import { docsStatusResult } from '../../results/docsStatus.js';

export default defineCommand({
  summary: 'Show what each doc source knows, how old it is, and how to bring it up to date',
  examples: ['<%= config.bin %> docs status', '<%= config.bin %> docs status --json'],
  effects: ['network'],
  output: docsStatusResult,
  async run({ host }) {
    const { sourceStatuses } = await import('@nixai/docs/sources/status');
    return { sources: await sourceStatuses(host) };
  },
  render({ sources }, view) {
    const rows = sources.map(({ name, status }) => [
      name,
      status.available ? 'yes' : 'no',
      status.detail,
      status.size === undefined ? '' : `${(status.size / 1e6).toFixed(1)} MB`,
    ]);
    const table = view.table(
      [
        { title: 'Source' },
        { title: 'Ready' },
        { title: 'What it has', flexible: true },
        { title: 'Size', align: 'right' },
      ],
      rows,
    );
    const hints = sources.flatMap(({ name, status }) =>
      status.hint === undefined ? [] : [`${name}: ${status.hint}`],
    );
    return hints.length === 0
      ? table
      : `${table}\n\nTo bring up to date:\n${hints.map((hint) => view.wrap(hint, 2)).join('\n')}`;
  },
});
