import { ExitCode, arg, defineCommand, flag } from '@nixai/api';
import { pluginsSearchResult } from '../../results/pluginsSearch.js';

export default defineCommand({
  summary: 'Search the registry for plugins',
  description: 'Packages with the keyword nixai-plugin. Ends with 1 when none is found.',
  examples: ['<%= config.bin %> plugins search wiki'],
  effects: ['run', 'network'],
  output: pluginsSearchResult,
  args: { words: arg.rest('What to look for', { required: true }) },
  strict: false,
  flags: { limit: flag.integer('At most so many', { default: 20, min: 1, max: 250 }) },
  async run({ host, argv, flags, signal }) {
    const { searchPlugins } = await import('../../plugins/index.js');
    return { plugins: await searchPlugins(host, argv, flags.limit, signal) };
  },
  render({ plugins }, view) {
    if (plugins.length === 0) return 'The registry has no such plugin.';
    return plugins
      .map(({ name, version = '', description, publisher }) =>
        [
          `${view.style.heading(name)} ${version}`.trimEnd(),
          ...(description === undefined ? [] : [view.wrap(description, 2)]),
          ...(publisher === undefined ? [] : [`  by ${publisher}`]),
        ].join('\n'),
      )
      .join('\n');
  },
  exitCode: ({ plugins }) => (plugins.length > 0 ? ExitCode.ok : ExitCode.failure),
});
