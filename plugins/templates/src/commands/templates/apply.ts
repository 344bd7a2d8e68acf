import { arg, defineCommand, flag } from '@nixai/api';
import { applied, type Applied } from '../../merge/report.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Merge a template into your configuration, or write it to a file',
  description: `What is new becomes a module of its own, nixai/NAME.nix, that your configuration imports; --inline puts it beside what is near it instead. Nothing of yours is lost: lists are joined, what you have already is left as it is, and where the two disagree you are asked.
With --output and without --merge the whole is written to that file. All is shown and asked first; nixai undo takes it back.`,
  examples: [
    '<%= config.bin %> templates apply development --output development.nix --dry-run',
    '<%= config.bin %> templates apply gaming-nvidia --set openModule=true --output gaming.nix --hardware-optimize --yes',
    '<%= config.bin %> templates apply flake --set hostName=web --output flake.nix --yes',
  ],
  effects: ['write'],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: {
    merge: flag.boolean('Merge it into your configuration (so without --output, too)'),
    inline: flag.boolean('Merge it into the files that are there, without a new one'),
    resolve: flag.oneOf(
      ['mine', 'template', 'fail'],
      'What is taken in a conflict; you are asked when absent',
    ),
    backup: flag.boolean('Keep the files as they were beside them, as NAME.before-TEMPLATE'),
    output: flag.string('The file to write, or the module to merge into', { char: 'o' }),
    'target-machine': flag.string('The machine of your flake to merge into'),
    set: flag.strings('A value for a variable: hostName=web', { char: 's' }),
    variables: flag.string('Several values at once: "hostName=web,port=2222"'),
    interactive: flag.boolean('Ask for the variables that have to be given'),
    'config-wizard': flag.boolean('Ask for every variable'),
    'hardware-optimize': flag.boolean('Add what the hardware of this machine wants, each with why'),
    'compliance-check': flag.boolean(
      'Hold it to the rules that come with it, and refuse what breaks one',
    ),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    force: flag.boolean('Replace a file that is there (with --output)'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: applied,
  async run(context): Promise<Applied> {
    const { host, args, flags } = context;
    const { prepareTemplate } = await import('../../templates/prepare.js');
    const { valuesFor } = await import('../../templates/values.js');
    const values = await valuesFor(args.template, flags, context);
    const plain = await prepareTemplate(host, args.template, values);
    const { withHardware } = await import('../../machine/apply.js');
    const prepared =
      flags['hardware-optimize'] === true ? await withHardware(plain, context) : plain;
    const dryRun = flags['dry-run'] === true;
    const yes = flags.yes === true;
    const { output, resolve } = flags;
    if (output !== undefined && !flags.merge && !flags.inline) {
      const { applyToFile } = await import('../../templates/apply.js');
      const compliance = flags['compliance-check'] === true;
      const request = { output, force: flags.force === true, dryRun, yes, compliance };
      return applyToFile(prepared, request, context);
    }
    const { applyMerge } = await import('../../merge/applyMerge.js');
    const inline = flags.inline === true;
    const backup = flags.backup === true;
    const machine = flags['target-machine'];
    const compliance = flags['compliance-check'] === true;
    const about = `templates apply ${prepared.id} --merge`;
    const request = { about, output, machine, inline, resolve, backup, dryRun, yes, compliance };
    return applyMerge(prepared, request, context);
  },
  async render(result, view) {
    const { merge } = result;
    const { renderExtras } = await import('../../render/hardware.js');
    const outcome =
      merge === undefined
        ? (await import('../../render/file.js')).renderFile(result)
        : (await import('../../render/merge.js')).renderMerge({ ...result, merge }, view);
    return [renderExtras(result, view), outcome].filter((part) => part !== '').join('\n\n');
  },
  exitCode: ({ merge, dryRun, compliance = [] }) =>
    dryRun &&
    (merge?.conflicts.some(({ taken }) => taken === undefined) === true ||
      compliance.some(({ outcome }) => outcome === 'unmet'))
      ? 1
      : 0,
});
