import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, boolean, integer, described } = schema;
const output = object({
  folder: string,
  host: string,
  changes: described('Files that change, come or go.', list(string)),
  channels: described(
    'What it needs: at what is locked first, and the branch for later.',
    list(object({ name: string, url: string, later: string })),
  ),
  blocked: list(object({ file: string, line: integer, text: string, what: string })),
  keepsFlake: described('Whether flake.nix stays, as it has other machines.', boolean),
  diff: string,
  next: list(string),
  written: boolean,
  dryRun: boolean,
  backup: optional(described('The id for nixai migrate rollback.', string)),
});
export type FromFlakes = Infer<typeof output>;

export default defineCommand({
  summary: 'Have a machine of a flake evaluated with channels again',
  description:
    'Writes configuration.nix with the modules of the machine, puts <…> where modules take inputs, and names the channels at the commits of the lock, so that the first switch changes nothing. What only a flake gives is named, and nothing is written then. The folder is kept before the first write.',
  examples: [
    '<%= config.bin %> migrate from-flakes --dry-run',
    '<%= config.bin %> migrate from-flakes ~/nixos --host web --dry-run',
  ],
  effects: ['write'],
  output,
  args: { path: arg.string('A folder with flake.nix; the setting nixos_folder if absent') },
  flags: {
    host: flag.string('The machine, where the flake has several'),
    'with-blockers': flag.boolean('Write also where something stands in the way'),
    'dry-run': flag.boolean('Show it, and write nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, carryOut, args, flags }): Promise<FromFlakes> {
    const { fromFlakes } = await import('../../migrate/fromFlakes/fromFlakes.js');
    return fromFlakes({
      host,
      carryOut,
      folder: args.path ?? (await host.config.get('nixos_folder')),
      machine: flags.host,
      dryRun: flags['dry-run'] === true,
      yes: flags.yes,
      withBlockers: flags['with-blockers'],
    });
  },
  async render(made, view) {
    return (await import('../../render/migrate/fromFlakes.js')).renderFromFlakes(made, view);
  },
});
