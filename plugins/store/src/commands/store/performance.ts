import { defineCommand } from '@nixai/api';
import { performanceSchema } from '../../performance/measure.js';

export default defineCommand({
  summary: 'Measure the store: sizes, what is dead, what is shared',
  description: `Each figure is measured now, and advice comes from these alone. Nothing is changed.`,
  examples: ['<%= config.bin %> store performance'],
  effects: ['run'],
  output: performanceSchema,
  async run({ host, tasks }) {
    const { measure } = await import('../../performance/measure.js');
    return tasks.run('Measuring the store', (task) => measure(host, task));
  },
  async render(result, view) {
    return (await import('../../render/performance.js')).renderPerformance(result, view);
  },
});
