import { arg, defineCommand, flag } from '@nixai/api';
import { updated, type UpdateReport } from '../../update/report.js';
import { appliedNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Bring a template back to an earlier state, and keep your edits',
  description:
    'Not the files as they were then (nixai undo does that): what the template made then is put in the place of what it makes now, three ways, as update does it.',
  examples: [
    '<%= config.bin %> templates rollback gaming-nvidia',
    '<%= config.bin %> templates rollback own/desk --version 1.2.3 --preview-changes',
  ],
  effects: ['write'],
  args: { template: arg.string('Its id, or pack/id', { required: true, complete: appliedNames }) },
  flags: {
    version: flag.string('Which state; the one before when absent'),
    'preview-changes': flag.boolean('Show what would be written, and write nothing'),
    resolve: flag.oneOf(
      ['mine', 'template', 'fail'],
      'What is taken where both changed something; you are asked when absent',
    ),
    output: flag.string('The module it was put into, where there are several', { char: 'o' }),
    'dry-run': flag.boolean('The same as --preview-changes'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: updated,
  async run(context): Promise<UpdateReport> {
    const { host, args, flags } = context;
    const { earlierState, findStamp } = await import('../../versions/find.js');
    const { runUpdate } = await import('../../update/run.js');
    const { resolve: absolute } = await import('node:path');
    const entry = flags.output === undefined ? undefined : absolute(flags.output);
    const stamp = await findStamp(host, args.template, entry);
    const earlier = { ...earlierState(stamp, flags.version), date: new Date().toISOString() };
    const dryRun = flags['preview-changes'] === true || flags['dry-run'] === true;
    const request = { resolve: flags.resolve, dryRun, yes: flags.yes === true };
    return runUpdate(stamp, earlier, `templates rollback ${args.template}`, request, context);
  },
  async render(result, view) {
    return (await import('../../render/update.js')).renderUpdate(result, view);
  },
  exitCode: ({ conflicts, dryRun }) =>
    dryRun && conflicts.some(({ taken }) => taken === undefined) ? 1 : 0,
});
