import { defineCommand } from '@nixai/api';
import { allTemplates } from '@nixai/contributions';
import { renderCategories } from '../../render/templates.js';
import { templatesCategoriesResult } from '../../results/templatesCategories.js';

export default defineCommand({
  summary: 'List the categories of templates',
  examples: ['<%= config.bin %> templates categories'],
  effects: [],
  output: templatesCategoriesResult,
  async run({ host }) {
    const { categoriesOf } = await import('../../templates/select.js');
    return { categories: categoriesOf(await allTemplates(host)) };
  },
  render: ({ categories }, view) => renderCategories(categories, view),
});
