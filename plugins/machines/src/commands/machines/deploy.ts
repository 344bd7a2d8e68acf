import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { rolloutFlags, settingsOf } from '../../deploy/flags.js';
import { recordSchema } from '../../deploy/record.js';
import { registryFlags, writeFlags } from '../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../select/selector.js';
import { faultSchema } from '../../ssh/each.js';

const { object, string, list, boolean, integer, optional, described } = schema;

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
  output: object({
    plan: list(
      object({
        name: string,
        from: optional(string),
        to: string,
        missing: described('Store paths to copy', integer),
        bytes: described('Unpacked', integer),
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
    flake: flag.string('The flake; each machine is the output of its name unless REF#NAME'),
    config: flag.string('The file that is the configuration of all of them', {
      exclusive: ['flake'],
    }),
    mode: flag.oneOf(
      ['switch', 'boot', 'test'],
      'switch: now and at boot; boot: at the next boot; test: now alone',
      {
        default: 'switch',
      },
    ),
    'substitute-on-destination': flag.boolean('Let machines fetch what they can from their caches'),
    backup: flag.boolean('Keep the old system from the garbage collector there'),
    resume: flag.boolean(
      'Take up the deployment that came to no end, with the systems that it had',
      {
        exclusive: ['flake', 'config', 'group', 'tag', 'environment', 'role', 'all', 'except'],
      },
    ),
    'confirm-each': flag.boolean('Ask before each machine', { exclusive: ['yes'] }),
    ...rolloutFlags,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { loadSomeFleet } = await import('../../registry/load.js');
    const { selectMachines } = await import('../../select/selector.js');
    const { deploy } = await import('../../deploy/deploy.js');
    const { takeUp } = await import('../../deploy/resume.js');
    const { buildSystems } = await import('../../deploy/configuration/build.js');
    const { askEach } = await import('../../deploy/askEach.js');
    const { host, flags, argv, prompt } = context;
    const fleet = await loadSomeFleet(host, flags['registry-path']);
    const left = flags.resume === true ? await takeUp(context, fleet) : undefined;
    const machines = left?.machines ?? selectMachines(fleet, { ...flags, machines: argv }, false);
    const { flake, config } = flags;
    const dryRun = flags['dry-run'] === true;
    const { plan, deployment } = await deploy(context, fleet, {
      machines,
      systems: async (task) =>
        left?.systems ?? (await buildSystems(host, machines, { flake, config }, task)),
      settings: (all) => ({
        ...settingsOf(flags, all, `machines deploy ${machines.map(({ name }) => name).join(' ')}`),
        mode: flags.mode,
        backup: flags.backup === true,
        substitute: flags['substitute-on-destination'] === true,
        ...(flags['confirm-each'] === true && { mayBegin: askEach(prompt) }),
      }),
      dryRun,
      yes: flags.yes === true,
    });
    return {
      plan: plan.map(({ machine, ...rest }) => ({ name: machine.name, ...rest })),
      ...(deployment && { deployment }),
      dryRun,
    };
  },
  async render(result, view) {
    return (await import('../../render/deployed.js')).renderDeployed(result, view);
  },
  exitCode({ deployment, plan, dryRun }) {
    if (deployment !== undefined)
      return deployment.state === 'done' ? ExitCode.ok : ExitCode.failure;
    const isFine = dryRun || plan.every(({ fault }) => fault === undefined);
    return isFine ? ExitCode.ok : ExitCode.failure;
  },
});
