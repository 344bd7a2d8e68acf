import { defineCommand, resultTable, schema, type Infer } from '@nixai/api';

const { object, string, list } = schema;
const template = object({
  name: string,
  title: string,
  aliases: list(string),
  frameworks: list(string),
  options: list(string),
});
const output = object({
  templates: list(template),
  services: list(object({ name: string, title: string })),
});
export type Listed = Infer<typeof output>;

export default defineCommand({
  summary: 'List languages, frameworks and services for devenv',
  examples: ['<%= config.bin %> devenv list'],
  effects: [],
  output,
  async run({ host }): Promise<Listed> {
    const { allTemplates } = await import('../../templates/find.js');
    const { services } = await import('../../services/services.js');
    const templates = (await allTemplates(host)).map(
      ({ name, title, aliases, frameworks, options }) => ({
        name,
        title,
        aliases,
        frameworks: frameworks.map((one) => one.name),
        options: options.map((one) => one.name),
      }),
    );
    return { templates, services: services.map(({ name, title }) => ({ name, title })) };
  },
  table: resultTable({
    rows: ({ templates }: Listed) => templates,
    columns: {
      name: ({ name }) => name,
      title: ({ title }) => title,
      frameworks: ({ frameworks }) => frameworks.join(' '),
      options: ({ options }) => options.join(' '),
    },
  }),
  render({ templates, services }, view) {
    const table = view.table(
      [{ title: 'Language' }, { title: 'Options' }, { title: 'Frameworks', flexible: true }],
      templates.map(({ name, options, frameworks }) => [
        name,
        options.join(', '),
        frameworks.join(', '),
      ]),
    );
    const names = services.map(({ name }) => name).join(', ');
    return `${table}\n\n${view.wrap(`Services: ${names}`)}`;
  },
});
