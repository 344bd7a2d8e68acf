import { arg, defineCommand, docs, flag, schema, type Infer } from '@nixai/api';
import { machineFlags } from '../../migrate/flags.js';

const { object, string, list, optional, boolean, integer, described } = schema;
const output = object({
  folder: string,
  from: string,
  to: string,
  touched: described(
    'What of the configuration the releases between touch.',
    list(
      object({
        kind: string,
        release: string,
        name: string,
        file: string,
        line: integer,
        message: string,
        sure: described('False where the sources do not agree.', boolean),
        mended: described('Whether the change mends it.', boolean),
      }),
    ),
  ),
  inputs: list(object({ from: string, to: string })),
  notes: list(string),
  releaseNotes: string,
  next: list(string),
  changed: described('Whether there is anything to write.', boolean),
  diff: optional(string),
  written: boolean,
  backup: optional(described('The id for nixai migrate rollback.', string)),
});
export type Upgraded = Infer<typeof output>;

export default defineCommand({
  summary: 'What of a configuration another release of NixOS touches',
  description:
    'From the facts of releases that are built in: options and packages that were renamed or removed, defaults and types that changed, what behaves otherwise. New names that keep their value are mended with --write, and so are the branches in flake.nix; the rest is listed with its place. Exit code 1 where something is left to look at.',
  examples: [
    '<%= config.bin %> migrate channel-upgrade 26.05',
    '<%= config.bin %> migrate channel-upgrade 26.05 ~/nixos --from 25.11 --write',
  ],
  effects: ['run', 'write'],
  output,
  args: {
    to: arg.string('The release: 26.05', { required: true }),
    path: arg.string(
      'A folder with flake.nix or configuration.nix; the setting nixos_folder if absent',
    ),
  },
  flags: {
    from: flag.string('The release that it is now, where nothing says so'),
    entry: machineFlags.entry,
    channel: machineFlags.channel,
    write: flag.boolean('Make the change', { char: 'w' }),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, signal, carryOut, args, flags }): Promise<Upgraded> {
    const { upgrade } = await import('../../migrate/upgrade/upgrade.js');
    const { carryOutUpgrade } = await import('../../migrate/upgrade/carryOutUpgrade.js');
    const { knownOf } = await import('../../migrate/flags.js');
    const { channels } = await knownOf({ host, signal }, flags);
    const found = await upgrade(args.path ?? (await host.config.get('nixos_folder')), {
      ...flags,
      to: args.to,
      channels,
      docs: await host.service(docs),
    });
    return carryOutUpgrade({ host, carryOut, found, write: flags.write, yes: flags.yes });
  },
  async render(upgraded, view) {
    return (await import('../../render/migrate/upgraded.js')).renderUpgraded(upgraded, view);
  },
  exitCode: ({ touched, written }) => (touched.some(({ mended }) => !(mended && written)) ? 1 : 0),
});
