import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { machineHealthSchema } from '../../health/health.js';
import { registryFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, list, boolean, described } = schema;

export default defineCommand({
  summary: 'Look at the health of machines',
  description: `The checks of nixai health, asked over SSH; nothing is changed, and nothing has to be installed there.
What only nixai on the machine itself can tell is left out: its configuration, its caches, its evaluation.
Needs the plugin health here. Ends with 1 where a machine cannot be asked or something is wrong with it.`,
  examples: [
    '<%= config.bin %> machines health-check --all --detailed',
    '<%= config.bin %> machines health-check web1 --check disk --check unit.failed',
  ],
  effects: ['network'],
  output: object({
    machines: list(machineHealthSchema),
    detailed: described('Whether what is in order is shown too', boolean),
  }),
  args: selectorArg,
  strict: false,
  flags: {
    check: flag.strings('Only this check, or this area of checks: disk.space, disk'),
    profile: flag.oneOf(
      ['server', 'desktop', 'developer'],
      'Look at what matters on such machines',
    ),
    'production-mode': flag.boolean('Look also at what takes longer'),
    detailed: flag.boolean('Show also what is in order, and all evidence'),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { checkHealth } = await import('../../health/health.js');
    const { flags } = context;
    const { fleet, machines: chosen } = await chooseMachines(context, true);
    const machines = await checkHealth(context, fleet, chosen, {
      checks: flags.check ?? [],
      ...(flags.profile !== undefined && { profile: flags.profile }),
      production: flags['production-mode'] === true,
    });
    return { machines, detailed: flags.detailed === true };
  },
  async render({ machines, detailed }, view) {
    return (await import('../../render/health.js')).renderHealth(machines, detailed, view);
  },
  exitCode: ({ machines }) =>
    machines.every(({ health }) => health !== undefined && health.status === 'ok')
      ? ExitCode.ok
      : ExitCode.failure,
});
