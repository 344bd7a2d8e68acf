import { defineCommand, flag, schema } from '@nixai/api';
import { renderSnippets } from '../../render/snippets.js';
import { snippetLine } from '../../snippets/report.js';

const { object, list } = schema;

export default defineCommand({
  summary: 'List the parts of configurations that you keep',
  description: 'They are files of yours: ~/.config/nixai/snippets/NAME.nix.',
  examples: ['<%= config.bin %> snippets list', '<%= config.bin %> snippets list --tag web'],
  effects: [],
  flags: { tag: flag.string('Only with this tag') },
  output: object({ snippets: list(snippetLine) }),
  async run({ host, flags }) {
    const { allSnippets } = await import('../../snippets/store.js');
    const { lineOf } = await import('../../snippets/report.js');
    const snippets = (await allSnippets(host))
      .filter(({ tags }) => flags.tag === undefined || tags.includes(flags.tag))
      .map(lineOf);
    return { snippets };
  },
  render: ({ snippets }, view) => renderSnippets(snippets, view),
});
