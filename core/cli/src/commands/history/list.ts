import { defineCommand, flag, resultTable } from '@nixai/api';
import type { HistoryEntry } from '../../history/index.js';
import { historyListResult } from '../../results/historyList.js';

export default defineCommand({
  summary: 'List earlier questions, newest first',
  examples: [
    '<%= config.bin %> history list',
    '<%= config.bin %> history list --limit 5 --json',
    '<%= config.bin %> history list --filter question=ssh --columns when,question --csv',
  ],
  effects: [],
  output: historyListResult,
  flags: { limit: flag.integer('At most so many', { default: 20, min: 1 }) },
  async run({ host, flags }) {
    const { createHistory } = await import('../../history/index.js');
    const entries = await createHistory(host).list();
    return { total: entries.length, entries: entries.slice(0, flags.limit) };
  },
  table: resultTable({
    rows: ({ entries }: { entries: readonly HistoryEntry[] }) => entries,
    columns: {
      id: ({ id }) => id,
      when: ({ date }) => date,
      by: ({ provider }) => provider,
      model: ({ model }) => model,
      question: ({ question }) => question,
    },
  }),
  render({ entries, total }, view) {
    if (total === 0) return 'There is no history yet.';
    const rows = entries.map(({ id, date, question, provider }) => [
      id,
      date.slice(0, 16).replace('T', ' '),
      provider,
      question.replace(/\s+/g, ' ').slice(0, 120),
    ]);
    const table = view.table(
      [
        { title: 'id' },
        { title: 'when (UTC)' },
        { title: 'by' },
        { title: 'question', flexible: true },
      ],
      rows,
    );
    return entries.length < total ? `${table}\n\n${total - entries.length} more (--limit)` : table;
  },
});
