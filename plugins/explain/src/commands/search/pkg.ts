import { arg, defineCommand } from '@nixai/api';
import { limitFlag, noAiFlag, queryOf } from '../../search/command.js';
import { searchResult } from '../../results/search.js';

export default defineCommand({
  summary: 'Search packages by name, program or what they do',
  examples: ['<%= config.bin %> search pkg ripgrep', '<%= config.bin %> search pkg image editor'],
  effects: ['network'],
  output: searchResult,
  flags: { limit: limitFlag, 'no-ai': noAiFlag },
  args: { query: arg.rest('A name, a program, or what you want to do') },
  strict: false,
  async run({ host, flags, argv, signal }) {
    const { search } = await import('../../search/search.js');
    const query = queryOf(argv, 'search pkg ripgrep');
    return search(host, { query, kinds: 'packages', set: 'nixos', limit: flags.limit, signal });
  },
  async render(found, view) {
    return (await import('../../render/searchResults.js')).renderSearch(found, view);
  },
  exitCode: ({ results }) => (results.length === 0 ? 1 : 0),
});
