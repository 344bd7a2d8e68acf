import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { rolloutFlags } from '../../deploy/flags.js';
import { rebootedSchema } from '../../reboot/result.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';

const { object, string, list, boolean, optional, described } = schema;

// There is nothing to go back to, and no switch that is waited for.
const {
  'rollback-on-failure': _rollback,
  'activation-timeout': _activation,
  'confirm-timeout': _confirm,
  soak: _soak,
  ...flags
} = rolloutFlags;

export default defineCommand({
  summary: 'Restart machines, and see that they come back',
  description: `One after the other, or some at once with --rolling-update. A machine counts as restarted when its
boot id is another, it runs the system that it was to boot, and it is well; nothing else does. Shown and asked
first. Ends with 1 where one did not.`,
  examples: [
    '<%= config.bin %> machines reboot web1 --dry-run',
    '<%= config.bin %> machines reboot --group web-servers --needed --rolling-update --max-unavailable 1 --dry-run',
  ],
  effects: ['network', 'run', 'destructive'],
  grace: 10_000,
  output: object({
    due: described('Those that are to restart', list(string)),
    machines: optional(list(rebootedSchema)),
    dryRun: boolean,
  }),
  args: selectorArg,
  strict: false,
  flags: {
    ...selectorFlags,
    needed: flag.boolean('Only those that run another kernel than the one of their system'),
    timeout: flag.integer('Seconds until a machine has to be back', { default: 600, min: 1 }),
    ...flags,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { settingsOf } = await import('../../deploy/flags.js');
    const { reboot } = await import('../../reboot/reboot.js');
    const given = context.flags;
    const { fleet, machines } = await chooseMachines(context, false);
    const dryRun = given['dry-run'] === true;
    const values = { ...given, soak: 0, 'activation-timeout': 1 };
    const done = await reboot(context, fleet, {
      machines,
      onlyNeeded: given.needed === true,
      settings: settingsOf(values, machines.length, 'machines reboot'),
      timeout: given.timeout,
      dryRun,
      yes: given.yes === true,
    });
    return { ...done, dryRun };
  },
  async render({ due, machines, dryRun }, view) {
    return (await import('../../render/rebooted.js')).renderRebooted(
      { due, machines, dryRun },
      view,
    );
  },
  exitCode: ({ due, machines, dryRun }) => {
    const isDone = machines?.every(({ verdict }) => verdict === 'restarted') === true;
    return dryRun || due.length === 0 || isDone ? ExitCode.ok : ExitCode.failure;
  },
});
