import { ExitCode, NixaiError, arg, defineCommand, flag } from '@nixai/api';

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
  args: { id: arg.string('The id that `undo list` shows') },
  flags: {
    'dry-run': flag.boolean('Show what it would do, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run(context) {
    const { host, args, flags } = context;
    const { planUndo } = await import('@nixai/safety');
    const { change, files, carryOut } = await planUndo(host, args.id);
    const { id, about, date } = change;
    const result = { id, about, date, files, undone: false, undo: undefined };
    const differs = files.some(({ action }) => action !== 'nothing');
    if (!differs || flags['dry-run']) return result;

    const since = files.filter(({ changedSince }) => changedSince).map(({ path }) => path);
    if (since.length > 0 && flags.yes) throw changedSinceThen(id, since);
    if (!flags.yes) {
      context.write(files.map(({ diff }) => diff).join(''));
      for (const path of since)
        context.notice(`${path} was changed since; that would be lost as well`);
      if (!(await context.prompt.confirm(`Undo "${about}" of ${when(date)}?`))) return result;
    }
    return { ...result, undone: true, undo: (await carryOut())?.id };
  },
  render({ about, date, files, undone, undo }) {
    if (undone) return `Undid "${about}" of ${when(date)}. To take that back: nixai undo ${undo}`;
    const diff = files.map((file) => file.diff).join('');
    return diff === '' ? `Nothing to do: every file is as it was before "${about}".` : diff;
  },
});

const when = (date: string): string => `${date.slice(0, 16).replace('T', ' ')} UTC`;

function changedSinceThen(id: string, paths: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'changed-meanwhile',
    what: `${paths.join(', ')} was changed since by someone else`,
    why: '--yes does not cover what would be lost with it',
    hint: `nixai undo ${id}`,
    exitCode: ExitCode.refused,
  });
}
