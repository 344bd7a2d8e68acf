import { arg, defineCommand, flag } from '@nixai/api';
import { templateNames } from '../../templates/complete.js';
import { renderTemplate } from '../../render/templates.js';
import { templatesShowResult } from '../../results/templatesShow.js';

export default defineCommand({
  summary: 'Show a template with its variables, and check the Nix it makes',
  description:
    'The Nix is parsed, and its options are looked up where an option set is at hand. Exits 1 when something is wrong with it.',
  examples: [
    '<%= config.bin %> templates show ssh-server',
    '<%= config.bin %> templates show ssh-server --set hostName=bastion --set port=2222',
  ],
  effects: [],
  output: templatesShowResult,
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: { set: flag.strings('A value for a variable: hostName=web', { char: 's' }) },
  async run({ host, args, flags }) {
    const { prepareTemplate } = await import('../../templates/prepare.js');
    const { typedValues } = await import('@nixai/contributions');
    return prepareTemplate(host, args.template, typedValues(flags.set));
  },
  render: renderTemplate,
  exitCode: ({ check }) => (check.findings.some(({ severity }) => severity === 'error') ? 1 : 0),
});
