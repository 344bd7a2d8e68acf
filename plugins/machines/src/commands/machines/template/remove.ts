import { arg, defineCommand, schema } from '@nixai/api';
import { writeFlags } from '../../../registry/flags.js';

const { object, string, list, boolean, optional } = schema;

export default defineCommand({
  summary: 'Remove a template that was made for machines here',
  description: 'What it has made for machines stays as it is. nixai undo brings it back.',
  examples: ['<%= config.bin %> machines template remove web-server-template --dry-run'],
  effects: ['write'],
  output: object({
    ...{ template: string, files: list(string), removed: boolean, dryRun: boolean },
    undo: optional(string),
  }),
  args: { name: arg.string('Its id', { required: true }) },
  flags: writeFlags,
  async run(context) {
    const { removeTemplate } = await import('../../../templates/kept.js');
    const { args, flags } = context;
    return removeTemplate(context, args.name, {
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true,
    });
  },
  render: ({ template, removed, dryRun, undo }) =>
    removed
      ? `Removed ${template}. To take it back: nixai undo ${undo}`
      : `Nothing was removed${dryRun ? ' (--dry-run)' : ''}.`,
});
