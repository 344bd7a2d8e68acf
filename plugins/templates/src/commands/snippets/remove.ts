import { arg, defineCommand, flag, schema } from '@nixai/api';
import { snippetNames } from '../../snippets/complete.js';

const { object, string, boolean, optional } = schema;

export default defineCommand({
  summary: 'Remove a part of a configuration that you keep',
  description: 'Asked first; nixai undo brings it back.',
  examples: ['<%= config.bin %> snippets remove tls --yes'],
  effects: ['write'],
  args: { name: arg.string('Its name', { required: true, complete: snippetNames }) },
  flags: { yes: flag.boolean('Do not ask', { char: 'y' }) },
  output: object({ name: string, removed: boolean, undo: optional(string) }),
  async run({ host, args, flags, carryOut }) {
    const { planRemoval } = await import('../../snippets/keep.js');
    const plan = await planRemoval(host, args.name);
    const done = await carryOut(plan, { yes: flags.yes, question: `Remove ${args.name}?` });
    const undo = done?.change;
    return { name: args.name, removed: done !== undefined, ...(undo && { undo }) };
  },
  render: ({ name, removed, undo }) =>
    removed ? `Removed ${name}. To bring it back: nixai undo ${undo}` : 'Nothing was removed.',
});
