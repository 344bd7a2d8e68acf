import { arg, defineCommand } from '@nixai/api';
import { pluginNames } from '../../command/completers.js';
import { pluginsUninstallResult } from '../../results/pluginsUninstall.js';

export default defineCommand({
  summary: 'Take plugins out',
  description: 'The folder of a linked plugin stays as it is.',
  examples: ['<%= config.bin %> plugins uninstall @acme/nixai-wiki'],
  effects: ['run', 'write'],
  output: pluginsUninstallResult,
  args: {
    plugins: arg.rest('Names, or folders of linked ones', {
      required: true,
      complete: pluginNames,
    }),
  },
  strict: false,
  aliases: ['plugins:remove', 'plugins:unlink'],
  async run({ host, argv }) {
    const plugins = await import('../../plugins/index.js');
    const names = await Promise.all(
      argv.map(async (word) => (await plugins.installedName(host, word)) ?? plugins.fullName(word)),
    );
    await plugins.uninstall(host, names);
    return { removed: names };
  },
  render: ({ removed }) => removed.map((name) => `Removed ${name}.`).join('\n'),
});
