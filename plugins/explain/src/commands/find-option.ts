import { arg, defineCommand } from '@nixai/api';
import { limitFlag, noAiFlag, queryOf, setFlag } from '../search/command.js';
import { searchResult } from '../results/search.js';

export default defineCommand({
  summary: 'Find the option for what you want to do, and say how sure that is',
  examples: [
    '<%= config.bin %> find-option "open a port in the firewall"',
    '<%= config.bin %> find-option --set home-manager "git email"',
  ],
  effects: ['network'],
  output: searchResult,
  flags: { set: setFlag, limit: limitFlag, 'no-ai': noAiFlag },
  args: { query: arg.rest('What you want to do, or a part of a name') },
  strict: false,
  async run({ host, flags, argv, signal }) {
    const { search } = await import('../search/search.js');
    const query = queryOf(argv, 'find-option "open a port in the firewall"');
    return search(host, { query, kinds: 'options', set: flags.set, limit: flags.limit, signal });
  },
  async render(found, view) {
    return (await import('../render/foundOptions.js')).renderFoundOptions(found, view);
  },
  exitCode: ({ results }) => (results.length === 0 ? 1 : 0),
});
