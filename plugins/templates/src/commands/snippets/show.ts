import { arg, defineCommand, schema } from '@nixai/api';
import { snippetNames } from '../../snippets/complete.js';

const { object, string, list } = schema;

export default defineCommand({
  summary: 'Show a part of a configuration that you keep',
  examples: ['<%= config.bin %> snippets show tls'],
  effects: [],
  args: { name: arg.string('Its name', { required: true, complete: snippetNames }) },
  output: object({ name: string, description: string, tags: list(string), nix: string }),
  async run({ host, args }) {
    const { findSnippet } = await import('../../snippets/store.js');
    return findSnippet(host, args.name);
  },
  render({ name, description, tags, nix }, view) {
    const about = view.pairs(
      [['about', description] as const, ['tags', tags.join(', ')] as const].filter(
        ([, text]) => text !== '',
      ),
    );
    return [view.style.heading(name), about, view.code(nix.trimEnd(), 'nix')]
      .filter((part) => part !== '')
      .join('\n\n');
  },
});
