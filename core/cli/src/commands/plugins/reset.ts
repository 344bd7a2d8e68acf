import { defineCommand, flag } from '@nixai/api';
import { pluginsResetResult } from '../../results/pluginsReset.js';

export default defineCommand({
  summary: 'Take every plugin out that was installed or linked',
  description: 'What came with nixai stays, and so do the folders of linked plugins.',
  examples: ['<%= config.bin %> plugins reset', '<%= config.bin %> plugins reset --yes'],
  effects: ['run', 'write'],
  output: pluginsResetResult,
  flags: {
    yes: flag.boolean('Do not ask', { char: 'y' }),
    'dry-run': flag.boolean('Show what would be taken out, and change nothing'),
  },
  async run({ host, flags, prompt, write }) {
    const plugins = await import('../../plugins/index.js');
    const names = plugins.storeEntries(host).map(({ name }) => name);
    if (names.length === 0) return { removed: [] };
    if (!flags.yes || flags['dry-run']) {
      for (const name of names) write(`${name}: to be removed\n`);
      if (flags['dry-run'] || !(await prompt.confirm('Take them out?'))) return { removed: [] };
    }
    await plugins.uninstall(host, names);
    return { removed: names };
  },
  render: ({ removed }) =>
    removed.length === 0
      ? 'Nothing was removed.'
      : removed.map((name) => `Removed ${name}.`).join('\n'),
});
