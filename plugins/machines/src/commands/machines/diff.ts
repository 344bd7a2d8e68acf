import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { diffSchema } from '../../diff/result.js';
import { registryFlags } from '../../registry/flags.js';
import { completeMachines } from '../../select/complete.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, list, boolean } = schema;

export default defineCommand({
  summary: 'Show what is different between systems',
  description: `Compares what machines run with their configuration, which is built here, or with another
machine (--with): packages by the store paths of both, what is in /etc as text, the units that a switch
would restart, reload or stop, the kernel, and options where the Nix of both can be read. Nothing is
changed. Ends with 1 where something is different.`,
  examples: [
    '<%= config.bin %> machines diff web1 --flake .',
    '<%= config.bin %> machines diff --group developers --local-config ./configs/dev-environment.nix',
    '<%= config.bin %> machines diff web1 --with web2',
  ],
  effects: ['network', 'run'],
  output: object({ machines: list(diffSchema), full: boolean }),
  args: selectorArg,
  strict: false,
  flags: {
    ...selectorFlags,
    with: flag.string('Another machine, in the place of a configuration', {
      exclusive: ['flake', 'local-config'],
      complete: completeMachines,
    }),
    flake: flag.string('The flake; each machine is the output of its name unless REF#NAME'),
    'local-config': flag.string('The file that is the configuration of all of them', {
      exclusive: ['flake'],
    }),
    full: flag.boolean('All packages, and all lines'),
    ...registryFlags,
  },
  async run(context) {
    const { chooseMachines, machineNamed } = await import('../../select/chosen.js');
    const { diffConfigurations, diffMachines } = await import('../../diff/diff.js');
    const { flake, 'local-config': config, with: other, full = false } = context.flags;
    const { fleet, machines } = await chooseMachines(context, false);
    const diffs =
      other === undefined
        ? await diffConfigurations(context, fleet, machines, { flake, config })
        : await diffMachines(context, fleet, machines, machineNamed(fleet, other));
    return { machines: diffs, full };
  },
  async render({ machines, full }, view) {
    return (await import('../../render/diff.js')).renderDiffs(machines, full, view);
  },
  exitCode: ({ machines }) => (machines.every(({ same }) => same) ? ExitCode.ok : ExitCode.failure),
});
