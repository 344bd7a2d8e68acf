import { arg, defineCommand } from '@nixai/api';
import { rootFlag } from '../../plugins/flags.js';
import { pluginsLinkResult } from '../../results/pluginsLink.js';

export default defineCommand({
  summary: 'Use a plugin out of the folder where you write it',
  description: 'As it is built there: run its build after a change.',
  examples: ['<%= config.bin %> plugins link .'],
  effects: ['write'],
  output: pluginsLinkResult,
  args: { folder: arg.string('The folder of its package.json; the current one if absent') },
  flags: rootFlag,
  async run({ host, args, flags }) {
    const { resolve } = await import('node:path');
    const plugins = await import('../../plugins/index.js');
    plugins.refuseRoot(flags['as-root']);
    return plugins.linkPlugin(host, resolve(args.folder ?? '.'));
  },
  render: ({ name, version = '', root }) => `Linked ${name} ${version}: ${root}`,
});
