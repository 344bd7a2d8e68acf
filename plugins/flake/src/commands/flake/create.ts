import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, boolean, described } = schema;
const output = object({
  file: string,
  content: string,
  found: described('Files of the project that told what it needs.', list(string)),
  tools: described('Packages of nixpkgs in the shell.', list(string)),
  package: optional(
    described(
      'What the plugin package-repo made of the project',
      object({ about: string, files: list(object({ path: string, text: string })) }),
    ),
  ),
  next: described('Commands to go on with, in order.', list(string)),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type FlakeCreated = Infer<typeof output>;

export default defineCommand({
  summary: 'Write a flake.nix',
  description:
    'One nixpkgs, the stable release, a shell and a formatter for each system; with --analyze the tools that the files of the project tell of, and its package: the package.nix that is there, or one that the plugin package-repo makes. Shown and asked first.',
  examples: [
    '<%= config.bin %> flake create',
    '<%= config.bin %> flake create ~/shop --analyze --desc "The shop"',
    '<%= config.bin %> flake create --style parts --system x86_64-linux --dry-run',
  ],
  effects: ['write'],
  output,
  args: { path: arg.string('The folder; the current one if absent') },
  flags: {
    analyze: flag.boolean('Look at the files of the project'),
    'from-scratch': flag.boolean('Do not look at the project, as without --analyze', {
      exclusive: ['analyze'],
    }),
    style: flag.oneOf(['plain', 'parts'], 'Without flake-parts, or with', { default: 'plain' }),
    system: flag.strings('Systems: x86_64-linux,aarch64-linux', { char: 's' }),
    desc: flag.string('The description'),
    'dry-run': flag.boolean('Show it, and write nothing'),
    force: flag.boolean('Replace a flake.nix that is there'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, carryOut }): Promise<FlakeCreated> {
    const { create } = await import('../../create/create.js');
    return create({ host, carryOut, path: args.path ?? '.', flags });
  },
  async render(created, view) {
    return (await import('../../render/created.js')).renderCreated(created, view);
  },
});
