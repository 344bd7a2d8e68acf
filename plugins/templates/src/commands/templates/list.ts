import { defineCommand, flag, resultTable } from '@nixai/api';
import { allTemplates } from '@nixai/contributions';
import type { TemplateLine } from '../../templates/select.js';
import { renderTemplates } from '../../render/templates.js';
import { templatesListResult } from '../../results/templatesList.js';

export default defineCommand({
  summary: 'List the templates of nixai and its plugins',
  examples: ['<%= config.bin %> templates list', '<%= config.bin %> templates list --kind flake'],
  effects: [],
  output: templatesListResult,
  flags: {
    kind: flag.oneOf(['nixos', 'home-manager', 'flake'], 'Only this kind'),
    category: flag.string('Only this category'),
    tag: flag.string('Only with this tag'),
  },
  async run({ host, flags }) {
    const { lineOf } = await import('../../templates/select.js');
    const templates = (await allTemplates(host))
      .map(lineOf)
      .filter(({ kind }) => flags.kind === undefined || kind === flags.kind)
      .filter(({ category }) => flags.category === undefined || category === flags.category)
      .filter(({ tags }) => flags.tag === undefined || tags.includes(flags.tag));
    return { templates };
  },
  table: resultTable({
    rows: ({ templates }: { templates: readonly TemplateLine[] }) => templates,
    columns: {
      id: ({ id }) => id,
      kind: ({ kind }) => kind,
      category: ({ category }) => category,
      from: ({ origin }) => origin,
      title: ({ title }) => title,
    },
  }),
  render: ({ templates }, view) => renderTemplates(templates, view),
});
