import { arg, defineCommand, ExitCode, flag, NixaiError } from '@nixai/api';
import { updated, type UpdateReport } from '../../update/report.js';
import { appliedNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Bring a template that was applied to what it makes now',
  description: `Three ways: what you changed stays, what the template changed is changed where you have it, and what both changed you are asked of. The base is what it made then, kept byte for byte; nothing is fetched.
All is shown and asked first; nixai undo takes it back.`,
  examples: [
    '<%= config.bin %> templates update gaming-nvidia --preview-changes',
    '<%= config.bin %> templates update own/desk --set hostName=box --preview-changes',
  ],
  effects: ['write'],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: appliedNames }) },
  flags: {
    'preview-changes': flag.boolean('Show what would be written, and write nothing'),
    resolve: flag.oneOf(
      ['mine', 'template', 'fail'],
      'What is taken where both changed something; you are asked when absent',
    ),
    output: flag.string('The module it was put into, where there are several', { char: 'o' }),
    set: flag.strings('Another value for a variable: hostName=web', { char: 's' }),
    'dry-run': flag.boolean('The same as --preview-changes'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: updated,
  async run(context): Promise<UpdateReport> {
    const { host, args, flags } = context;
    const { findStamp } = await import('../../versions/find.js');
    const { latestOf } = await import('../../update/latest.js');
    const { runUpdate } = await import('../../update/run.js');
    const { typedValues } = await import('@nixai/contributions');
    const { resolve: absolute } = await import('node:path');
    const entry = flags.output === undefined ? undefined : absolute(flags.output);
    const stamp = await findStamp(host, args.template, entry);
    const { missing, ...later } = await latestOf(host, stamp, typedValues(flags.set));
    if (missing.length > 0)
      throw new NixaiError({
        code: 'template-variable',
        what: `${args.template} needs ${missing.join(', ')} now`,
        hint: missing.map((name) => `--set ${name}=…`).join(' '),
        exitCode: ExitCode.usage,
      });
    const dryRun = flags['preview-changes'] === true || flags['dry-run'] === true;
    const request = { resolve: flags.resolve, dryRun, yes: flags.yes === true };
    return runUpdate(stamp, later, `templates update ${args.template}`, request, context);
  },
  async render(result, view) {
    return (await import('../../render/update.js')).renderUpdate(result, view);
  },
  exitCode: ({ conflicts, dryRun }) =>
    dryRun && conflicts.some(({ taken }) => taken === undefined) ? 1 : 0,
});
