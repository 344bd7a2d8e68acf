import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, boolean, optional, described, record, integer } = schema;
const output = object({
  from: described('The file that was read.', string),
  folder: string,
  packages: list(string),
  settings: described('Options that were taken over: enterShell, env.X.', list(string)),
  left: described(
    'What a person has to carry over.',
    list(object({ line: integer, text: string, why: string })),
  ),
  files: described('What the files say, by name.', record(string)),
  against: described('What names and types were held to.', string),
  next: list(string),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type Migrated = Infer<typeof output>;

export default defineCommand({
  summary: 'Write as devenv.nix what a shell.nix or a devShell has',
  description:
    'Packages, shellHook and variables of the first mkShell of shell.nix, flake.nix or default.nix. What needs the rest of that file is named. The old file stays; exit code 1 where something is left to carry over.',
  examples: [
    '<%= config.bin %> devenv migrate --dry-run',
    '<%= config.bin %> devenv migrate ~/shop/shell.nix --dry-run',
  ],
  effects: ['write'],
  output,
  args: { path: arg.string('A folder, or a file; the current folder if absent') },
  flags: {
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    force: flag.boolean('Replace devenv.nix and devenv.yaml that are there'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, carryOut }): Promise<Migrated> {
    const { migrate } = await import('../../shell/migrate.js');
    return migrate({ host, carryOut, path: args.path ?? '.', flags });
  },
  async render(result, view) {
    return (await import('../../render/migrated.js')).renderMigrated(result, view);
  },
  exitCode: ({ left }) => (left.length > 0 ? 1 : 0),
});
