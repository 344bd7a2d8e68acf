import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, oneOf, optional, boolean, integer, described } = schema;
const output = object({
  folder: string,
  inputs: described('Those that come.', list(object({ name: string, url: string }))),
  sites: list(
    object({
      file: string,
      line: integer,
      text: string,
      state: oneOf('mended', 'blocked', 'kept'),
      what: string,
    }),
  ),
  unused: described('Files of pins that nothing needs then.', list(string)),
  changed: described('Whether there is anything to write.', boolean),
  diff: optional(string),
  written: boolean,
  backup: optional(described('The id for nixai migrate rollback.', string)),
});
export type FlakeInputs = Infer<typeof output>;

export default defineCommand({
  summary: 'Make inputs of what a flake pins or fetches by other means',
  description:
    'Pins of niv and npins, and fetchTarball, fetchGit and fetchurl without a hash, become inputs at the commit that is pinned; the modules take them from there. Shows the change; with --write it is made after a question, and the folder is kept first. Exit code 1 where something stands in the way.',
  examples: [
    '<%= config.bin %> migrate flake-inputs',
    '<%= config.bin %> migrate flake-inputs ~/nixos --write',
  ],
  effects: ['write'],
  output,
  args: { path: arg.string('A folder with flake.nix; the current one if absent') },
  flags: {
    write: flag.boolean('Make the change', { char: 'w' }),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, carryOut, args, flags }): Promise<FlakeInputs> {
    const { flakeInputs } = await import('../../migrate/pins/flakeInputs.js');
    return flakeInputs({
      host,
      carryOut,
      folder: args.path ?? '.',
      write: flags.write,
      yes: flags.yes,
    });
  },
  async render(made, view) {
    return (await import('../../render/migrate/flakeInputs.js')).renderFlakeInputs(made, view);
  },
  exitCode: ({ sites }) => (sites.some(({ state }) => state === 'blocked') ? 1 : 0),
});
