import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { rolloutFlags, settingsOf } from '../../deploy/flags.js';
import { recordSchema } from '../../deploy/record.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';
import { faultSchema } from '../../ssh/each.js';

const { object, string, list, boolean, integer, optional } = schema;

export default defineCommand({
  summary: 'Take machines back to an earlier generation',
  description: `By the same way as a deployment, guard and all: where the earlier system does not work either,
a machine stays with the one that it has. Shown and asked first.`,
  examples: ['<%= config.bin %> machines rollback web1 --dry-run'],
  effects: ['network', 'run', 'destructive'],
  grace: 10_000,
  output: object({
    plan: list(
      object({
        name: string,
        from: optional(string),
        to: optional(string),
        generation: optional(integer),
        fault: optional(faultSchema),
      }),
    ),
    deployment: optional(recordSchema),
    dryRun: boolean,
  }),
  args: selectorArg,
  strict: false,
  flags: {
    ...selectorFlags,
    to: flag.integer('The generation; the one before when absent', { min: 1 }),
    ...rolloutFlags,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../select/chosen.js');
    const { rollBack } = await import('../../deploy/rollback.js');
    const { flags } = context;
    const { fleet, machines } = await chooseMachines(context, false);
    const about = `machines rollback ${machines.map(({ name }) => name).join(' ')}`;
    const settings = settingsOf(flags, machines.length, about);
    const dryRun = flags['dry-run'] === true;
    const result = await rollBack(
      context,
      fleet,
      machines,
      flags.to,
      { ...settings, mode: 'switch', backup: false, substitute: false },
      { dryRun, yes: flags.yes === true },
    );
    return { ...result, dryRun };
  },
  async render({ plan, deployment }, view) {
    const { renderDeployment } = await import('../../render/deployment.js');
    if (deployment !== undefined) return renderDeployment(deployment, view);
    const lines = plan.map(({ name, to, generation, fault }) =>
      to === undefined ? `${name}: ${fault?.what}` : `${name}: generation ${generation}, ${to}`,
    );
    return [...lines, 'Nothing was done.'].join('\n');
  },
  exitCode: ({ deployment, dryRun }) =>
    dryRun || deployment?.state === 'done' ? ExitCode.ok : ExitCode.failure,
});
