import { ExitCode, NixaiError, arg, defineCommand, flag } from '@nixai/api';
import { historyDeleteResult } from '../../results/historyDelete.js';

export default defineCommand({
  summary: 'Delete earlier questions and answers',
  description: 'Asks first; what is deleted cannot be put back.',
  examples: [
    '<%= config.bin %> history delete 20260301T120000-1a2b3c',
    '<%= config.bin %> history delete --all --yes',
  ],
  effects: ['destructive'],
  output: historyDeleteResult,
  args: { id: arg.string('The id that `history list` shows') },
  flags: {
    all: flag.boolean('Delete all of them'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, prompt }) {
    const { createHistory, unknownEntry } = await import('../../history/index.js');
    const history = createHistory(host);
    if (flags.all === (args.id !== undefined))
      throw new NixaiError({
        code: 'usage',
        what: 'name one entry, or give --all',
        hint: 'nixai history list',
        exitCode: ExitCode.usage,
      });
    const ids = await history.ids();
    const chosen = args.id === undefined ? ids : ids.filter((id) => id === args.id);
    if (args.id !== undefined && chosen.length === 0) throw unknownEntry(args.id);
    const question = `Delete ${chosen.length === 1 ? 'this entry' : `${chosen.length} entries`} for good?`;
    const agreed = chosen.length === 0 || flags.yes || (await prompt.confirm(question));
    if (agreed) await history.remove(chosen);
    return { deleted: agreed ? chosen : [] };
  },
  render: ({ deleted }) =>
    deleted.length === 1 ? `Deleted ${deleted[0]}.` : `Deleted ${deleted.length} entries.`,
});
