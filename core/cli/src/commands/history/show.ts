import { arg, defineCommand } from '@nixai/api';
import { historyShowResult } from '../../results/historyShow.js';

export default defineCommand({
  summary: 'Show an earlier question and its answer',
  examples: ['<%= config.bin %> history show 20260301T120000-1a2b3c'],
  effects: [],
  output: historyShowResult,
  args: { id: arg.string('The id that `history list` shows', { required: true }) },
  async run({ host, args }) {
    const { createHistory } = await import('../../history/index.js');
    return createHistory(host).get(args.id);
  },
  render: ({ question, answer }, view) =>
    `${view.style.heading(question)}\n\n${view.markdown(answer)}`,
});
