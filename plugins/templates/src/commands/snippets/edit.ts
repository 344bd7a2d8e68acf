import { arg, defineCommand } from '@nixai/api';
import { snippetNames } from '../../snippets/complete.js';
import { kept } from '../../snippets/report.js';

export default defineCommand({
  summary: 'Edit a part of a configuration that you keep',
  description:
    'In $VISUAL or $EDITOR, its description and tags with it. What you save is looked at before it is kept; nixai undo brings the earlier one back.',
  examples: ['<%= config.bin %> snippets edit tls'],
  effects: ['run', 'write'],
  args: { name: arg.string('Its name', { required: true, complete: snippetNames }) },
  output: kept,
  async run(context) {
    const { editSnippet } = await import('../../snippets/edit.js');
    const done = await editSnippet(context.args.name, process.env, context);
    const { name, tags, nix, file, written } = done;
    const undo = 'undo' in done ? done.undo : undefined;
    return { name, file, tags, nix, left: [], written, dryRun: false, ...(undo && { undo }) };
  },
  render: ({ name, written, undo }) =>
    written ? `Kept ${name}. To take it back: nixai undo ${undo}` : `${name} is as it was.`,
});
