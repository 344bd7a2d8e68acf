import { arg, defineCommand, ExitCode, flag, schema, type Infer } from '@nixai/api';
import { machineFlags } from '../../migrate/flags.js';

const { object, string, list, oneOf, optional, boolean, integer, described } = schema;
const output = object({
  folder: string,
  flake: described('The flake.nix.', string),
  changes: described('Files that change, flake.nix first.', list(string)),
  blocked: described(
    'What a person has to do before the flake evaluates.',
    list(object({ file: string, line: integer, text: string, what: string })),
  ),
  proofs: optional(
    described(
      'What Nix makes of both, with the channels that lie here; absent where it was not asked.',
      list(
        object({
          system: string,
          outcome: oneOf('same', 'differs', 'refused', 'unknown'),
          differences: list(string),
          why: optional(string),
        }),
      ),
    ),
  ),
  pinned: described('Whether nixpkgs is at the commit that runs.', boolean),
  diff: described('The change, as a unified diff.', string),
  next: described('What to do then, in order.', list(string)),
  written: boolean,
  dryRun: boolean,
  backup: optional(described('The id for nixai migrate rollback.', string)),
});
export type ToFlakes = Infer<typeof output>;

export default defineCommand({
  summary: 'Make a flake of a configuration with channels',
  description:
    'Writes flake.nix with the channels as inputs, at the commit that runs, so that the first switch changes nothing, and mends every <…> in the modules. Where Nix is, it evaluates both and says whether they are one system. hardware-configuration.nix and stateVersion stay byte by byte; the whole folder is kept before the first write (nixai migrate rollback). What stands in the way is named, and nothing is written then (exit code 5, of --dry-run too).',
  examples: [
    '<%= config.bin %> migrate to-flakes --dry-run',
    '<%= config.bin %> migrate to-flakes ~/nixos --channel nixos=https://channels.nixos.org/nixos-26.05 --dry-run',
  ],
  effects: ['run', 'write', 'network'],
  output,
  args: { path: arg.string('A folder with configuration.nix; the setting nixos_folder if absent') },
  flags: {
    ...machineFlags,
    pin: flag.oneOf(['running', 'branch'], 'nixpkgs at the commit that runs, or at its branch', {
      default: 'running',
    }),
    proof: flag.boolean('Evaluate both where Nix is', { default: true, allowNo: true }),
    'with-blockers': flag.boolean('Write also where something stands in the way'),
    'dry-run': flag.boolean('Show it, and write nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, signal, carryOut, progress, args, flags }): Promise<ToFlakes> {
    const { toFlakes } = await import('../../migrate/toFlakes/toFlakes.js');
    const { entriesOf } = await import('../../migrate/read/entry.js');
    const { knownOf } = await import('../../migrate/flags.js');
    const { nextSteps } = await import('../../migrate/toFlakes/nextSteps.js');
    const folder = args.path ?? (await host.config.get('nixos_folder'));
    const made = await toFlakes({
      host,
      signal,
      carryOut,
      progress,
      folder,
      entries: entriesOf(folder, flags.entry),
      known: await knownOf({ host, signal }, flags, flags.pin),
      flags: {
        dryRun: flags['dry-run'] === true,
        yes: flags.yes,
        proof: flags.proof,
        withBlockers: flags['with-blockers'],
      },
    });
    const { proposal, proofs, plan, backup } = made;
    return {
      folder: proposal.configuration.folder,
      flake: proposal.flake,
      changes: ['flake.nix', ...proposal.changes.map(({ path }) => path)],
      blocked: proposal.sites
        .filter(({ state }) => state === 'blocked')
        .map(({ file, line, text, what }) => ({ file, line, text, what })),
      ...(proofs !== undefined && { proofs }),
      pinned: proposal.inputs.some(({ isPinned }) => isPinned),
      diff: plan.actions.map(({ detail }) => detail).join('\n'),
      next: nextSteps(proposal),
      written: backup !== undefined,
      dryRun: flags['dry-run'] === true,
      ...(backup !== undefined && { backup }),
    };
  },
  async render(made, view) {
    return (await import('../../render/migrate/toFlakes.js')).renderToFlakes(made, view);
  },
  exitCode: ({ blocked, written }) =>
    blocked.length > 0 && !written ? ExitCode.refused : ExitCode.ok,
});
