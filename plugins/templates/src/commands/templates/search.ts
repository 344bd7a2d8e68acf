import { arg, defineCommand } from '@nixai/api';
import { allTemplates } from '@nixai/contributions';
import { renderTemplates } from '../../render/templates.js';
import { templatesSearchResult } from '../../results/templatesSearch.js';

export default defineCommand({
  summary: 'Search the templates by words',
  description: 'Every word has to stand in the id, tags, title or description. Exits 1 for none.',
  examples: ['<%= config.bin %> templates search web server'],
  effects: [],
  output: templatesSearchResult,
  args: { words: arg.rest('What it should be about', { required: true }) },
  strict: false,
  async run({ host, argv }) {
    const { lineOf, searchTemplates } = await import('../../templates/select.js');
    const templates = searchTemplates(await allTemplates(host), argv).map(lineOf);
    return { query: argv.join(' '), templates };
  },
  render: ({ templates }, view) => renderTemplates(templates, view),
  exitCode: ({ templates }) => (templates.length === 0 ? 1 : 0),
});
