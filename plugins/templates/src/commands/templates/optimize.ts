import { arg, defineCommand, flag } from '@nixai/api';
import { optimization, type OptimizationReport } from '../../results/templatesChecks.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'See what could be better in a template, and why',
  description:
    'By rules: packages that have a module, things said twice, values that are so by default, limits that are below what NixOS sets. What it would bring is not guessed. --analyze-usage says what of it you have changed or taken out. Exits 0, whatever is found.',
  examples: [
    '<%= config.bin %> templates optimize gaming-nvidia --analyze-usage --suggest-improvements',
  ],
  effects: [],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: {
    'analyze-usage': flag.boolean('Say what became of it in your configuration'),
    'suggest-improvements': flag.boolean('Say what could be better, as without a flag'),
  },
  output: optimization,
  async run({ host, args, flags }): Promise<OptimizationReport> {
    const { fillTemplate, findTemplate } = await import('@nixai/contributions');
    const { suggestionsFor } = await import('../../checks/optimize.js');
    const { pack, template } = await findTemplate(host, args.template);
    const { nix } = fillTemplate(template);
    const only = flags['analyze-usage'] === true && flags['suggest-improvements'] !== true;
    const suggestions = only ? [] : await suggestionsFor(host, template.kind, nix);
    const name = `${pack}/${template.id}`;
    if (flags['analyze-usage'] !== true) return { template: name, suggestions };
    const { usageOf } = await import('../../checks/usage.js');
    return { template: name, suggestions, usage: await usageOf(host, name) };
  },
  async render(result, view) {
    return (await import('../../render/checks.js')).renderOptimization(result, view);
  },
});
