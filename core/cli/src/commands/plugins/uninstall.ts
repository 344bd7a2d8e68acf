import { arg, defineCommand } from '@nixai/api';
import { pluginNames } from '../../command/completers.js';
import { pluginsUninstallResult } from '../../results/pluginsUninstall.js';

export default defineCommand({
  summary: 'Take plugins out',
  description: 'The folder of a linked plugin stays as it is.',
  examples: ['<%= config.bin %> plugins uninstall @acme/nixai-wiki'],
  effects: ['run', 'write'],
  output: pluginsUninstallResult,
  args: { plugins: arg.rest('Names', { required: true, complete: pluginNames }) },
  strict: false,
  aliases: ['plugins:remove', 'plugins:unlink'],
  async run({ host, argv }) {
    const plugins = await import('../../plugins/index.js');
    const names = argv.map(plugins.fullName);
    await plugins.uninstall(host, names);
    return { removed: names };
  },
  render: ({ removed }) => removed.map((name) => `Removed ${name}.`).join('\n'),
});
