import { NixaiError, arg, defineCommand } from '@nixai/api';
import { pluginNames } from '../../command/completers.js';
import { pluginsInspectResult } from '../../results/plugins.js';

export default defineCommand({
  summary: 'Show all that is known of a plugin',
  examples: ['<%= config.bin %> plugins inspect @acme/nixai-wiki'],
  effects: ['network'],
  output: pluginsInspectResult,
  args: { plugin: arg.string('Its name', { required: true, complete: pluginNames }) },
  async run({ host, args }) {
    const { describePlugins, fullName } = await import('../../plugins/index.js');
    const name = fullName(args.plugin);
    const plugin = (await describePlugins(host)).find((one) => one.name === name);
    if (plugin !== undefined) return plugin;
    throw new NixaiError({
      code: 'plugin-not-installed',
      what: `${name} is not installed`,
      hint: 'nixai plugins',
    });
  },
  async render(plugin, view) {
    return (await import('../../plugins/index.js')).renderPlugin(plugin, view);
  },
});
