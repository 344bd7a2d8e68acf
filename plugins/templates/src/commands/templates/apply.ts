import { arg, defineCommand, flag } from '@nixai/api';

export default defineCommand({
  summary: 'Write what a template makes to a file',
  description:
    'Shown and asked first; what does not parse or has options that do not exist is not written. nixai undo takes it back.',
  examples: [
    '<%= config.bin %> templates apply development --output development.nix --dry-run',
    '<%= config.bin %> templates apply flake --set hostName=web --output flake.nix --yes',
  ],
  args: { template: arg.string('Its id, or pack/id', { required: true }) },
  flags: {
    output: flag.string('The file to write', { char: 'o', required: true }),
    set: flag.strings('A value for a variable: hostName=web', { char: 's' }),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    force: flag.boolean('Replace a file that is there'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, prompt, write }) {
    const { prepareTemplate } = await import('../../templates/prepare.js');
    const { typedValues } = await import('../../templates/typed.js');
    const { planFile, writeFile } = await import('../../templates/apply.js');
    const prepared = await prepareTemplate(host, args.template, typedValues(flags.set));
    const planned = await planFile(host, prepared, flags.output, flags.force);
    const { id, check } = prepared;
    const result = { template: id, file: planned.path, diff: planned.diff, check };
    const undo = undefined as string | undefined;
    const nothing = { ...result, written: false, dryRun: flags['dry-run'] === true, undo };
    if (planned.diff === '') return nothing;
    if (!flags.yes || flags['dry-run']) write(`${planned.diff.trimEnd()}\n`);
    if (flags['dry-run']) return nothing;
    if (!flags.yes && !(await prompt.confirm(`Write ${planned.path}?`, false))) return nothing;
    const change = await writeFile(host, planned, id);
    return { ...result, written: change !== undefined, dryRun: false, undo: change };
  },
  render({ written, dryRun, diff, file, undo }) {
    if (diff === '') return `${file} is so already.`;
    if (!written) return dryRun ? 'Nothing was written (--dry-run).' : 'Nothing was written.';
    return `Wrote ${file}. To take it back: nixai undo ${undo}`;
  },
});
