import { ExitCode, defineCommand, flag, schema, type CommandContext, type Infer } from '@nixai/api';
import { handedOverSchema } from '../../backends/handOver.js';
import { rolloutFlags } from '../../deploy/flags.js';
import { recordSchema } from '../../deploy/record.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';
import { changesSchema } from '../../deploy/changes.js';
import { dryActivationSchema } from '../../deploy/dryActivation.js';
import { documentSchema } from '../../deploy/document/document.js';
import { deployedPlanSchema } from '../../deploy/result.js';
import { settingsSchema } from '../../deploy/settings.js';
import type { Told } from '../../deploy/request.js';
import type { chooseMachines } from '../../select/chosen.js';
import type { MachinePlan } from '../../deploy/plan.js';

const { object, list, boolean, optional, described } = schema;

/** What a deployment that is known already has no use for. */
const selecting = ['flake', 'config', 'group', 'tag', 'environment', 'role', 'all', 'except'];

const output = object({
  plan: deployedPlanSchema,
  settings: optional(settingsSchema),
  changes: described('Only in a plan that is looked at', changesSchema),
  document: optional(described('For deploy --plan, with --plan-only', documentSchema)),
  dryActivation: optional(
    described('What machines say that they would do', list(dryActivationSchema)),
  ),
  handedOver: optional(described('Where another program was given it', handedOverSchema)),
  deployment: optional(recordSchema),
  dryRun: boolean,
});

type Output = Infer<typeof output>;

export default defineCommand({
  summary: 'Bring machines to their new configuration, and back if it does not work',
  description: `Builds here, copies, and switches one machine after the other, or some at once with
--rolling-update. Before a machine switches it is given a guard of its own: unless it is told in time over
a new connection that all is well, it goes back to its old system by itself, also when this program or the
network is gone; and its boot default only changes after that. Shown and asked first. Ends with 1 where a
machine is not on its new system.`,
  examples: [
    '<%= config.bin %> machines deploy web1 --flake . --dry-run',
    '<%= config.bin %> machines deploy --group web-servers --rolling-update --max-unavailable 1 --health-check-url http://localhost:8080/health --rollback-on-failure --config ./web.nix --dry-run',
  ],
  effects: ['network', 'run', 'destructive'],
  grace: 10_000,
  output,
  args: selectorArg,
  strict: false,
  flags: {
    ...selectorFlags,
    flake: flag.string('The flake; each machine is the output of its name unless REF#NAME'),
    config: flag.string('The file that is the configuration of all of them', {
      exclusive: ['flake'],
    }),
    mode: flag.oneOf(
      ['switch', 'boot', 'test', 'dry-activate'],
      'switch: now and at boot; boot: at the next boot; test: now alone; dry-activate: copied, and asked what it would do',
      {
        default: 'switch',
      },
    ),
    backend: flag.string('Who deploys: nixai, or colmena or deploy-rs, which are given all of it', {
      default: 'nixai',
    }),
    'build-on': flag.oneOf(['local', 'target'], 'Build here, or on each machine itself', {
      default: 'local',
    }),
    'substitute-on-destination': flag.boolean('Let machines fetch what they can from their caches'),
    backup: flag.boolean('Keep the old system from the garbage collector there'),
    resume: flag.boolean(
      'Take up the deployment that came to no end, with the systems that it had',
      {
        exclusive: selecting,
      },
    ),
    'plan-only': flag.boolean('Make the plan, and do nothing; with --json it is for --plan'),
    plan: flag.string('Carry out this plan, or nothing where something has changed since', {
      exclusive: [...selecting, 'resume', 'plan-only'],
    }),
    'confirm-each': flag.boolean('Ask before each machine', { exclusive: ['yes'] }),
    ...rolloutFlags,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context): Promise<Output> {
    const { deploy } = await import('../../deploy/deploy.js');
    const { requestOf } = await import('../../deploy/request.js');
    const { documentOf } = await import('../../deploy/document/document.js');
    const { flags } = context;
    if (flags.backend !== 'nixai') return handedOver(context, flags.backend);
    const { fleet, ...told } = await requestOf(context);
    const isPlan = flags['plan-only'] === true;
    const dryRun = flags['dry-run'] === true || isPlan;
    const request = { ...told, dryRun, yes: flags.yes === true };
    if (flags.mode === 'dry-activate') {
      const { dryActivate } = await import('../../deploy/dryActivate.js');
      const { plan, dry } = await dryActivate(context, fleet, request);
      return { plan: plan.map(named), changes: [], ...(dry && { dryActivation: dry }), dryRun };
    }
    const { plan, settings, changes, deployment } = await deploy(context, fleet, request);
    const { about, mayBegin: _, ...chosen } = settings;
    return {
      plan: plan.map(named),
      settings: chosen,
      changes,
      ...(isPlan && { document: await documentOf(context.host, about, chosen, plan) }),
      ...(deployment && { deployment }),
      dryRun,
    };
  },
  async render(result, view) {
    return (await import('../../render/deployed.js')).renderDeployed(result, view);
  },
  exitCode({ deployment, dryActivation, handedOver: given, plan, dryRun }) {
    if (given !== undefined) return dryRun || given.code === 0 ? ExitCode.ok : ExitCode.failure;
    if (dryActivation !== undefined)
      return dryActivation.every(({ code }) => code === 0) ? ExitCode.ok : ExitCode.failure;
    if (deployment !== undefined)
      return deployment.state === 'done' ? ExitCode.ok : ExitCode.failure;
    const isFine = dryRun || plan.every(({ fault }) => fault === undefined);
    return isFine ? ExitCode.ok : ExitCode.failure;
  },
});

const named = ({ machine, ...rest }: MachinePlan) => ({ name: machine.name, ...rest });

/** What another program is given: all that it can be told of what was asked for. */
async function handedOver(
  context: Parameters<typeof chooseMachines>[0] &
    Pick<CommandContext, 'host' | 'tasks' | 'carryOut'> & { readonly flags: Told },
  backend: string,
): Promise<Output> {
  const { handOver } = await import('../../backends/handOver.js');
  const { chooseMachines } = await import('../../select/chosen.js');
  const { settingsOf } = await import('../../deploy/flags.js');
  const { flags } = context;
  const { flake, config, mode, 'build-on': buildOn } = flags;
  const { fleet, machines } = await chooseMachines(context, false);
  const { atOnce } = settingsOf(flags, machines.length, '').policy;
  const dryRun = flags['dry-run'] === true;
  const given = await handOver(
    context,
    fleet,
    machines,
    backend,
    {
      ...(flake !== undefined && { flake }),
      ...(config !== undefined && { config }),
      mode,
      buildOn,
      atOnce,
    },
    { dryRun, yes: flags.yes === true },
  );
  return { plan: [], changes: [], handedOver: given, dryRun };
}
