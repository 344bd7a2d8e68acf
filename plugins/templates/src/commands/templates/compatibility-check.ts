import { arg, defineCommand, flag } from '@nixai/api';
import { compatibility, type CompatibilityReport } from '../../results/templatesChecks.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'See whether this machine has what a template needs',
  description:
    'What the template sets is held against what the kernel and the firmware say (/sys, /proc; no root, no program): processor, graphics, UEFI, battery, Bluetooth, release. What could not be looked at is said. Exits 1 where something is not there.',
  examples: ['<%= config.bin %> templates compatibility-check gaming-nvidia --hardware-scan'],
  effects: [],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: {
    'hardware-scan': flag.boolean('Show what the machine is, too'),
    set: flag.strings('A value for a variable: hostName=web', { char: 's' }),
  },
  output: compatibility,
  async run({ host, args, flags }): Promise<CompatibilityReport> {
    const { fillTemplate, findTemplate, typedValues } = await import('@nixai/contributions');
    const { compatibilityOf } = await import('../../checks/compatibility.js');
    const { readMachineFacts } = await import('../../machine/facts.js');
    const { machineLines } = await import('../../machine/lines.js');
    const { pack, template } = await findTemplate(host, args.template);
    const { nix } = fillTemplate(template, typedValues(flags.set));
    const facts = await readMachineFacts();
    return {
      template: `${pack}/${template.id}`,
      machine: flags['hardware-scan'] === true ? machineLines(facts) : [],
      verdicts: compatibilityOf(template, nix, facts),
    };
  },
  async render(result, view) {
    return (await import('../../render/checks.js')).renderCompatibility(result, view);
  },
  exitCode: ({ verdicts }) => (verdicts.some(({ outcome }) => outcome === 'unmet') ? 1 : 0),
});
