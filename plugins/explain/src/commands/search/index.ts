import { arg, defineCommand } from '@nixai/api';
import { warmUp } from '../../warmUp.js';
import { queryOf, searchFlags, type SearchFlags } from '../../search/command.js';
import { searchResult } from '../../results/search.js';
import { searchTool } from '../../tools/search.js';

export default defineCommand({
  summary: 'Search options and packages, with configuration ready to copy',
  description:
    'Finds names, misspelt names and what everyday words mean ("block ads"). At a terminal, the results can be looked at and copied.',
  examples: [
    '<%= config.bin %> search nginx',
    '<%= config.bin %> search block ads',
    '<%= config.bin %> search --options-only --limit 20 --json firewall',
    '<%= config.bin %> search --kind service password manager',
  ],
  effects: ['network'],
  output: searchResult,
  flags: searchFlags,
  args: { query: arg.rest('A name, a part of one, or what you want to do') },
  strict: false,
  async run(context) {
    const { flags, host, signal } = context;
    const { search } = await warmUp(host, import('../../search/search.js'));
    const query = queryOf(context.argv, 'search nginx');
    const { kind, limit } = flags;
    const kinds = kind === undefined ? kindsOf(flags) : kindsBy[kind];
    const set = kind === 'home-option' ? 'home-manager' : flags.set;
    const found = await search(host, { query, kinds, set, limit, signal });
    if (!context.prompt.interactive || !context.terminal || kinds === 'services') return found;
    const { exploreResults } = await import('../../search/explore.js');
    await exploreResults(context, found, flags['no-ai'] !== true);
    return { ...found, shown: true };
  },
  async render(found, view) {
    if ('shown' in found) return '';
    return (await import('../../render/searchResults.js')).renderSearch(found, view);
  },
  tools: [searchTool],
  exitCode: ({ results }) => (results.length === 0 ? 1 : 0),
});

const kindsBy = {
  option: 'options',
  package: 'packages',
  service: 'services',
  'home-option': 'options',
} as const;

const kindsOf = (flags: SearchFlags) =>
  flags['options-only'] ? 'options' : flags['packages-only'] ? 'packages' : 'all';
