import { arg, defineCommand, flag } from '@nixai/api';
import { documentation } from '../../results/templatesChecks.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Write a page about a template',
  description:
    'What it is, its variables, its options with what each means, what it needs and what comes after. On stdout; redirect it to keep it.',
  examples: ['<%= config.bin %> templates document ssh-server --output-format markdown'],
  effects: [],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: {
    'output-format': flag.oneOf(['markdown', 'text'], 'Markdown, or as a terminal shows it', {
      default: 'markdown',
    }),
  },
  output: documentation,
  async run({ host, args, flags }) {
    const { prepareTemplate } = await import('../../templates/prepare.js');
    const { documentOf } = await import('../../checks/document.js');
    const prepared = await prepareTemplate(host, args.template, {});
    const { pack, id } = prepared;
    const text = await documentOf(host, prepared);
    return { template: `${pack}/${id}`, format: flags['output-format'], text };
  },
  render: ({ text, format }, view) => (format === 'markdown' ? text : view.markdown(text)),
});
