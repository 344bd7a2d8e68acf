import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, boolean, described } = schema;
const output = object({
  file: string,
  savings: list(
    object({
      repository: string,
      input: described('The way to the copy: `home-manager/nixpkgs`.', string),
      follows: described('What it may follow.', string),
      differs: optional(
        described(
          'The branches of both, where they are not the same.',
          object({ from: string, to: string }),
        ),
      ),
      made: described('Whether the change has it.', boolean),
    }),
  ),
  changed: boolean,
  diff: optional(described('The change, as a unified diff.', string)),
  written: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type Deduped = Infer<typeof output>;

export default defineCommand({
  summary: 'Let inputs follow one copy where the lock has several',
  description:
    'A `follows` for each copy of a repository that the flake has itself already. Where a copy is of another branch, the input would get another version than its authors chose: that is only done with --all. Shows the change; with --write it is made after a question.',
  examples: ['<%= config.bin %> flake dedup', '<%= config.bin %> flake dedup --write'],
  effects: ['write'],
  output,
  args: { path: arg.string('A folder with flake.nix and flake.lock; the current one if absent') },
  flags: {
    write: flag.boolean('Make the change', { char: 'w' }),
    'dry-run': flag.boolean('Show the change and make none, as without --write'),
    all: flag.boolean('Also where the branches differ'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, carryOut }): Promise<Deduped> {
    const { dedup } = await import('../../dedup/dedup.js');
    const { all, yes } = flags;
    const write = flags.write && !flags['dry-run'];
    return dedup({ host, carryOut, path: args.path ?? '.', write, all, yes });
  },
  async render(deduped, view) {
    return (await import('../../render/deduped.js')).renderDeduped(deduped, view);
  },
});
