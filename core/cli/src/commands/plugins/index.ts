import { defineCommand } from '@nixai/api';
import { pluginsResult } from '../../results/plugins.js';

export default defineCommand({
  summary: 'List the plugins that were added',
  description:
    'What each gives, where it came from, who signed it, and whether there is a newer one.',
  examples: ['<%= config.bin %> plugins', '<%= config.bin %> plugins --json'],
  effects: ['network'],
  output: pluginsResult,
  async run({ host }) {
    const { describePlugins } = await import('../../plugins/index.js');
    return { plugins: await describePlugins(host) };
  },
  async render({ plugins }, view) {
    return (await import('../../plugins/index.js')).renderPlugins(plugins, view);
  },
});
