import { arg, defineCommand, flag } from '@nixai/api';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Write what a template makes to a file',
  description:
    'Shown and asked first; what does not parse or has options that do not exist is not written. nixai undo takes it back.',
  examples: [
    '<%= config.bin %> templates apply development --output development.nix --dry-run',
    '<%= config.bin %> templates apply flake --set hostName=web --output flake.nix --yes',
  ],
  effects: ['write'],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: templateNames }) },
  flags: {
    output: flag.string('The file to write', { char: 'o', required: true }),
    set: flag.strings('A value for a variable: hostName=web', { char: 's' }),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    force: flag.boolean('Replace a file that is there'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, carryOut }) {
    const { prepareTemplate } = await import('../../templates/prepare.js');
    const { typedValues } = await import('../../templates/typed.js');
    const { planFile } = await import('../../templates/apply.js');
    const prepared = await prepareTemplate(host, args.template, typedValues(flags.set));
    const planned = await planFile(host, prepared, flags.output, flags.force);
    const { id, check } = prepared;
    const { path: file, diff, plan } = planned;
    const dryRun = flags['dry-run'] === true;
    const done = await carryOut(plan, { dryRun, yes: flags.yes, question: `Write ${file}?` });
    const written = done !== undefined;
    return { template: id, file, diff, check, written, dryRun, undo: done?.change };
  },
  render({ written, dryRun, diff, file, undo }) {
    if (diff === '') return `${file} is so already.`;
    if (!written)
      return dryRun
        ? `${diff.trimEnd()}\nNothing was written (--dry-run).`
        : 'Nothing was written.';
    return `Wrote ${file}. To take it back: nixai undo ${undo}`;
  },
});
