import { ExitCode, defineCommand, flag } from '@nixai/api';
import { shownRolloutFlags } from '../../deploy/flags.js';
import { limits } from '../../drift/fix/choose.js';
import { driftFixedSchema } from '../../drift/fix/result.js';
import { againstFlags, againstOf } from '../../drift/flags.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

export default defineCommand({
  summary: 'Mend the drift that a deployment mends',
  description: `Looks for drift as drift-check does, and activates what a machine is meant to run, once more if it
runs already, by the way of a deployment: guard, health checks and all. What no deployment mends stays a
recommendation. A machine is left alone where a deployment would mend more than --severity permits, or would
take away what somebody has agreed to. Looks again after that: only what is not seen any more was mended. Shown
and asked first. It takes all that machines deploy takes about order and health. Ends with 1 where a finding is
left that nobody has agreed to.`,
  examples: [
    '<%= config.bin %> machines drift-fix web1 --dry-run',
    '<%= config.bin %> machines drift-fix --group web-servers --severity minor --dry-run',
  ],
  effects: ['network', 'run', 'destructive'],
  grace: 10_000,
  output: driftFixedSchema,
  args: selectorArg,
  strict: false,
  flags: {
    ...againstFlags,
    severity: flag.oneOf(
      limits,
      'Mend up to this: minor is low and medium, major high as well, critical all',
      { default: 'critical' },
    ),
    'auto-approve': flag.boolean('The same as --yes'),
    ...selectorFlags,
    ...shownRolloutFlags([
      'rolling-update',
      'max-unavailable',
      'on-failure',
      'health-check-url',
      'health-command',
      'validate-health',
    ]),
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { fixDrift } = await import('../../drift/fix/fix.js');
    const { settingsOf } = await import('../../deploy/flags.js');
    const { flags } = context;
    const { fleet, machines } = await chooseMachines(context, false);
    return fixDrift(context, fleet, {
      machines,
      against: againstOf(flags),
      limit: flags.severity,
      settings: (all) => ({
        ...settingsOf(
          flags,
          all,
          `machines drift-fix ${machines.map(({ name }) => name).join(' ')}`,
        ),
        mode: 'switch',
        backup: false,
        substitute: false,
      }),
      dryRun: flags['dry-run'] === true,
      yes: flags.yes === true || flags['auto-approve'] === true,
    });
  },
  async render(result, view) {
    return (await import('../../render/driftFixed.js')).renderDriftFixed(result, view);
  },
  exitCode: ({ machines, dryRun }) => {
    const isFine = machines.every(
      ({ fault, findings }) =>
        fault === undefined &&
        (dryRun || findings.every(({ outcome }) => outcome === 'mended' || outcome === 'agreed')),
    );
    return isFine ? ExitCode.ok : ExitCode.failure;
  },
});
