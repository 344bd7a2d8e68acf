import { arg, defineCommand, flag } from '@nixai/api';
import { validation } from '../../results/templatesChecks.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Check a template with each of its choices',
  description:
    'It is rendered with its defaults and with every choice, switch and end of a range; each result is parsed and its options are looked up. --health-check also has Nix evaluate a system with it, where Nix and nixpkgs are at hand, and says so where they are not. Exits 1 where something is wrong.',
  examples: ['<%= config.bin %> templates validate laptop'],
  effects: ['run'],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: { 'health-check': flag.boolean('Have Nix evaluate it, too') },
  output: validation,
  async run({ host, args, flags, signal, progress }) {
    const { validate } = await import('../../checks/validate.js');
    const shown = progress('Checking');
    const evaluate = flags['health-check'] === true;
    return validate(host, args.template, evaluate, signal).finally(() => shown.stop());
  },
  async render(result, view) {
    return (await import('../../render/checks.js')).renderValidation(result, view);
  },
  exitCode: ({ findings, evaluated }) =>
    findings.some(({ severity }) => severity === 'error') || evaluated?.outcome === 'failed'
      ? 1
      : 0,
});
