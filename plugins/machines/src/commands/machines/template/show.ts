import { arg, defineCommand, schema } from '@nixai/api';
import { templateSchema } from '../../../templates/result.js';

const { object, string } = schema;

export default defineCommand({
  summary: 'Show a template: its variables, its rules and its file',
  examples: ['<%= config.bin %> machines template show web-server-template'],
  output: object({ template: templateSchema, nix: string }),
  args: { name: arg.string('Its id, or pack/id', { required: true }) },
  async run({ host, args }) {
    const { findTemplate } = await import('@nixai/contributions');
    const { aboutTemplate } = await import('../../../templates/result.js');
    const { template } = await findTemplate(host, args.name);
    return { template: aboutTemplate(template), nix: template.source };
  },
  async render({ template, nix }, view) {
    return (await import('../../../render/templates.js')).renderTemplate(template, nix, view);
  },
});
