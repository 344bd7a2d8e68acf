import { arg, defineCommand } from '@nixai/api';
import { knownMonitorSchema } from '../../../monitor/known.js';

export default defineCommand({
  summary: 'Show a timer that looks at machines, and what it found last',
  description: 'What it remembers of its last look; machines monitor run NAME looks anew.',
  examples: ['<%= config.bin %> machines monitor show drift'],
  effects: ['run'],
  output: knownMonitorSchema,
  args: { name: arg.string('The monitor', { required: true }) },
  async run({ host, args }) {
    return (await import('../../../monitor/known.js')).knownMonitor(host, args.name);
  },
  async render(result, view) {
    return (await import('../../../render/monitors.js')).renderMonitor(result, view);
  },
});
