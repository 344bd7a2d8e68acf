import { arg, defineCommand, ExitCode, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, oneOf, optional, integer, boolean, described } = schema;
const output = object({
  file: string,
  findings: list(
    object({
      rule: string,
      severity: oneOf('error', 'warning', 'note'),
      message: described('As Nix says it, where it says something.', string),
      hint: optional(string),
      why: optional(string),
      line: integer,
      mended: described('Whether the change mends it.', boolean),
    }),
  ),
  changed: described('Whether there is anything to write.', boolean),
  diff: optional(described('The change, as a unified diff.', string)),
  written: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type Fixed = Infer<typeof output>;

export default defineCommand({
  summary: 'Mend what Nix stops at in a flake.nix',
  description:
    'Twenty kinds of faults, each with the change that mends it; nothing else of the file is touched. Shows the change; with --write it is made after a question, and nixai undo takes it back. Exit code 1 where an error is left.',
  examples: ['<%= config.bin %> flake fix', '<%= config.bin %> flake fix ~/site --write'],
  effects: ['write'],
  output,
  args: { path: arg.string('A folder, or a flake.nix; the current folder if absent') },
  flags: {
    write: flag.boolean('Make the change', { char: 'w' }),
    'dry-run': flag.boolean('Show the change and make none, as without --write'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, carryOut }): Promise<Fixed> {
    const write = flags.write && !flags['dry-run'];
    const { fix } = await import('../../fix/fix.js');
    return fix({ host, carryOut, path: args.path ?? '.', write, yes: flags.yes });
  },
  async render(fixed, view) {
    return (await import('../../render/fixed.js')).renderFixed(fixed, view);
  },
  exitCode: ({ findings, written }) =>
    findings.some(({ severity, mended }) => severity === 'error' && !(mended && written))
      ? ExitCode.failure
      : ExitCode.ok,
});
