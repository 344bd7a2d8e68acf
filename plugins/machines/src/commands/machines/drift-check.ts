import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { againstFlags, againstOf } from '../../drift/flags.js';
import { isOpen, machineDriftSchema } from '../../drift/result.js';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, list, boolean } = schema;

export default defineCommand({
  summary: 'Say what of machines is not as it is declared',
  description: `Which system runs beside the one that is expected, what of /etc is not as it is managed, units
outside of the system, users, keys and sudoers that nothing declares, programs that are not of the Nix store,
packages that were installed by hand. It is only read, over one connection a machine. How bad each kind is
stands in a fixed table (docs/machines.md); what could not be told is said. Ends with 1 where something is
found, or a machine cannot be asked.`,
  examples: [
    '<%= config.bin %> machines drift-check',
    '<%= config.bin %> machines drift-check --group web --against flake --flake . --detailed',
  ],
  effects: ['network', 'run'],
  output: object({
    machines: list(machineDriftSchema),
    detailed: boolean,
    recommend: boolean,
  }),
  args: selectorArg,
  strict: false,
  flags: {
    ...againstFlags,
    'verify-contents': flag.boolean('Read every path of the system, to see whether it was altered'),
    detailed: flag.boolean('All evidence, and what could not be told'),
    'fix-recommendations': flag.boolean('Say what mends each'),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { checkDrift } = await import('../../drift/check.js');
    const { flags } = context;
    const { fleet, machines: chosen } = await chooseMachines(context, true);
    const verify = flags['verify-contents'] === true;
    const machines = await checkDrift(context, fleet, chosen, againstOf(flags), verify);
    return {
      machines,
      detailed: flags.detailed === true,
      recommend: flags['fix-recommendations'] === true,
    };
  },
  async render(result, view) {
    return (await import('../../render/drift.js')).renderDrift(result, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ fault, findings }) => fault === undefined && !findings.some(isOpen))
      ? ExitCode.ok
      : ExitCode.failure,
});
