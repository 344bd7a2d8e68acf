import { arg, defineCommand } from '@nixai/api';
import { limitFlag, noAiFlag, queryOf } from '../../search/command.js';
import { searchServiceResult } from '../../results/searchService.js';

export default defineCommand({
  summary: 'Search services and other modules that can be switched on',
  examples: [
    '<%= config.bin %> search service matrix',
    '<%= config.bin %> search service password manager',
  ],
  effects: ['network'],
  output: searchServiceResult,
  flags: { limit: limitFlag, 'no-ai': noAiFlag },
  args: { query: arg.rest('A name, or what you want to do') },
  strict: false,
  async run({ host, flags, argv, signal }) {
    const { searchServices } = await import('../../search/services.js');
    return searchServices(host, queryOf(argv, 'search service matrix'), flags.limit, signal);
  },
  async render(found, view) {
    return (await import('../../render/services.js')).renderServices(found, view);
  },
  exitCode: ({ services }) => (services.length === 0 ? 1 : 0),
});
