import { arg, defineCommand, schema } from '@nixai/api';
import { renderSnippets } from '../../render/snippets.js';
import { snippetLine } from '../../snippets/report.js';

const { object, list, string } = schema;

export default defineCommand({
  summary: 'Search what you keep by words',
  description:
    'Every word has to stand in the name, the tags, the description or the Nix. Exits 1 for none.',
  examples: ['<%= config.bin %> snippets search web'],
  effects: [],
  args: { words: arg.rest('What it should be about', { required: true }) },
  strict: false,
  output: object({ query: string, snippets: list(snippetLine) }),
  async run({ host, argv }) {
    const { allSnippets, searchSnippets } = await import('../../snippets/store.js');
    const { lineOf } = await import('../../snippets/report.js');
    const snippets = searchSnippets(await allSnippets(host), argv).map(lineOf);
    return { query: argv.join(' '), snippets };
  },
  render: ({ snippets }, view) => renderSnippets(snippets, view),
  exitCode: ({ snippets }) => (snippets.length === 0 ? 1 : 0),
});
