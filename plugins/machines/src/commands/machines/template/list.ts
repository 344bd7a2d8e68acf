import { defineCommand, resultTable, schema, type Infer } from '@nixai/api';
import { templateSchema } from '../../../templates/result.js';

const { object, list } = schema;
const output = object({ templates: list(templateSchema) });
type Listed = Infer<typeof output>;

export default defineCommand({
  summary: 'List the templates that were made for machines here',
  description:
    'nixai templates list has those of every plugin; machines are deployed from any of them.',
  examples: ['<%= config.bin %> machines template list'],
  output,
  table: resultTable({
    rows: ({ templates }: Listed) => templates,
    columns: {
      template: ({ template }) => template,
      title: ({ title }) => title,
      variables: ({ variables }) => variables.map(({ name }) => name).join(' '),
      rules: ({ rules }) => rules.length,
    },
  }),
  async run({ host }) {
    const { ownTemplates } = await import('../../../templates/kept.js');
    return { templates: await ownTemplates(host) };
  },
  async render({ templates }, view) {
    return (await import('../../../render/templates.js')).renderTemplateList(templates, view);
  },
});
