import { arg, defineCommand, flag } from '@nixai/api';
import { warmUp } from '../../warmUp.js';
import { limitFlag, queryOf, setFlag } from '../../search/command.js';
import { searchResult } from '../../results/search.js';

export default defineCommand({
  summary: 'Search options and packages, with configuration ready to copy',
  description:
    'Finds names, misspelt names and what everyday words mean ("block ads"). At a terminal, the results can be looked at and copied.',
  examples: [
    '<%= config.bin %> search nginx',
    '<%= config.bin %> search block ads',
    '<%= config.bin %> search --options-only --limit 20 --json firewall',
  ],
  effects: ['network'],
  output: searchResult,
  flags: {
    'options-only': flag.boolean('Only options', { exclusive: ['packages-only'] }),
    'packages-only': flag.boolean('Only packages'),
    set: setFlag,
    limit: limitFlag,
    'no-ai': flag.boolean('Offer no explanation by a model (a search asks none by itself)'),
  },
  args: { query: arg.rest('A name, a part of one, or what you want to do') },
  strict: false,
  async run(context) {
    const { flags, host, signal } = context;
    const { search } = await warmUp(host, import('../../search/search.js'));
    const query = queryOf(context.argv, 'search nginx');
    const kinds = flags['options-only'] ? 'options' : flags['packages-only'] ? 'packages' : 'all';
    const found = await search(host, { query, kinds, set: flags.set, limit: flags.limit, signal });
    if (!context.prompt.interactive || !context.terminal) return found;
    const { exploreResults } = await import('../../search/explore.js');
    await exploreResults(context, found, flags['no-ai'] !== true);
    return { ...found, shown: true };
  },
  async render(found, view) {
    if ('shown' in found) return '';
    return (await import('../../render/searchResults.js')).renderSearch(found, view);
  },
  exitCode: ({ results }) => (results.length === 0 ? 1 : 0),
});
