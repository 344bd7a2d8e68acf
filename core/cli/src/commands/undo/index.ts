import { arg, defineCommand, flag } from '@nixai/api';
import { undoResult } from '../../results/undo.js';

export default defineCommand({
  summary: 'Take back a change that nixai made to your files',
  description: `Shows what it would do as a diff, asks, and puts the files back as they were before the change,
all of them or none. Without an id, the newest change that was not undone yet; an undo has an id of
its own and can be undone in turn.`,
  examples: [
    '<%= config.bin %> undo',
    '<%= config.bin %> undo 20260301T120000123-1a2b3c',
    '<%= config.bin %> undo --dry-run',
  ],
  effects: ['write'],
  output: undoResult,
  args: { id: arg.string('The id that `undo list` shows') },
  flags: {
    'dry-run': flag.boolean('Show what it would do, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run(context) {
    const { host, args, flags } = context;
    const { planUndo } = await import('@nixai/safety');
    const { change, files, plan } = await planUndo(host, args.id);
    const { id, about, date } = change;
    const result = { id, about, date, files, undone: false, undo: undefined };
    const done = await context.carryOut(plan, {
      dryRun: flags['dry-run'],
      yes: flags.yes,
      question: `Undo "${about}" of ${when(date)}?`,
    });
    return done === undefined ? result : { ...result, undone: true, undo: done.change };
  },
  render({ about, date, files, undone, undo }) {
    if (undone) return `Undid "${about}" of ${when(date)}. To take that back: nixai undo ${undo}`;
    const diff = files.map((file) => file.diff).join('');
    return diff === '' ? `Nothing to do: every file is as it was before "${about}".` : diff;
  },
});

const when = (date: string): string => `${date.slice(0, 16).replace('T', ' ')} UTC`;
