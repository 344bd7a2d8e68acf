import { defineCommand } from '@nixai/api';
import { configShowResult } from '../../results/configShow.js';

export default defineCommand({
  summary: 'Show every setting, its value and where that comes from',
  examples: ['<%= config.bin %> config show', '<%= config.bin %> config show --json'],
  effects: [],
  output: configShowResult,
  run: ({ host }) => host.config.inspect(),
  async render(report, view) {
    const { renderReport } = await import('../../config/full.js');
    return renderReport(report, view);
  },
});
