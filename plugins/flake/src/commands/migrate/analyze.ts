import { arg, defineCommand, schema, type Infer } from '@nixai/api';
import { machineFlags } from '../../migrate/flags.js';

const { object, string, list, oneOf, boolean, integer, described } = schema;
const output = object({
  folder: string,
  isFlake: boolean,
  files: integer,
  inputs: described(
    'What the flake would take its packages and modules from; empty for what is one.',
    list(
      object({
        name: string,
        url: string,
        origin: described(
          'Where the address is from: a list of channels, a copy on this machine, the code, or custom alone.',
          oneOf('channel', 'copy', 'usual', 'code'),
        ),
      }),
    ),
  ),
  sites: described(
    'What pure evaluation does not take.',
    list(
      object({
        kind: string,
        file: string,
        line: integer,
        text: string,
        state: oneOf('mended', 'blocked', 'kept'),
        what: string,
      }),
    ),
  ),
  findings: described(
    'Where others fell.',
    list(object({ rule: string, file: string, line: integer, message: string, hint: string })),
  ),
  isNixpkgsKnown: described(
    'Whether anything says which nixpkgs it is built from: without it there is no flake.',
    boolean,
  ),
  changes: described('Files that to-flakes would change; flake.nix comes new.', list(string)),
});
export type Analyzed = Infer<typeof output>;

export default defineCommand({
  summary: 'What moving a configuration to flakes takes',
  description:
    'Reads the configuration and the channels of this machine: what they are as inputs, every <…>, fetch, absolute path and variable with what becomes of it, what stands in the way, and sixteen pitfalls. Writes nothing, needs no root and no Nix.',
  examples: [
    '<%= config.bin %> migrate analyze',
    '<%= config.bin %> migrate analyze ~/nixos --channel nixos=https://channels.nixos.org/nixos-26.05',
  ],
  effects: ['run'],
  output,
  args: { path: arg.string('A folder with configuration.nix; the setting nixos_folder if absent') },
  flags: machineFlags,
  async run({ host, signal, args, flags }): Promise<Analyzed> {
    const { analyze } = await import('../../migrate/analyze/analyze.js');
    const { entriesOf } = await import('../../migrate/read/entry.js');
    const { knownOf } = await import('../../migrate/flags.js');
    const folder = args.path ?? (await host.config.get('nixos_folder'));
    const known = await knownOf({ host, signal }, flags);
    const found = analyze(folder, () => entriesOf(folder, flags.entry), known);
    return {
      folder: found.folder,
      isFlake: found.isFlake,
      files: found.files,
      inputs: (found.proposal?.inputs ?? []).map(({ name, url, origin }) => ({
        name,
        url,
        origin,
      })),
      sites: found.sites,
      findings: found.findings,
      isNixpkgsKnown: found.proposal?.isNixpkgsKnown ?? true,
      changes: (found.proposal?.changes ?? []).map(({ path }) => path),
    };
  },
  async render(analyzed, view) {
    return (await import('../../render/migrate/analyzed.js')).renderAnalyzed(analyzed, view);
  },
});
