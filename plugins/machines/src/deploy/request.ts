import { ExitCode, NixaiError, type CommandContext } from '@nixai/api';
import { loadSomeFleet, type Fleet } from '../registry/load.js';
import { selectMachines, type Selector } from '../select/selector.js';
import { askEach } from './askEach.js';
import { buildSystems, type BuildPlace } from './configuration/build.js';
import type { DeployRequest } from './deploy.js';
import { foreign, holdToPlan, readPlan } from './document/document.js';
import { settingsOf, type RolloutValues } from './flags.js';
import { takeUp } from './resume.js';

/** What `machines deploy` was told. */
export type Told = Omit<Selector, 'machines'> &
  RolloutValues & {
    readonly flake?: string;
    readonly config?: string;
    readonly plan?: string;
    readonly resume?: boolean;
    readonly mode: 'switch' | 'boot' | 'test' | 'dry-activate';
    readonly 'plan-only'?: boolean;
    readonly backup?: boolean;
    readonly 'build-on': BuildPlace;
    readonly 'substitute-on-destination'?: boolean;
    readonly 'confirm-each'?: boolean;
    readonly 'registry-path'?: string;
    readonly 'dry-run'?: boolean;
    readonly yes?: boolean;
  };

/** What is to be deployed: what the flags say, a plan that was made earlier, or what is left of one. */
export async function requestOf(
  context: Pick<CommandContext, 'host' | 'tasks' | 'prompt' | 'notice' | 'argv'> & {
    readonly flags: Told;
  },
): Promise<Omit<DeployRequest, 'dryRun' | 'yes'> & { readonly fleet: Fleet }> {
  const { host, flags, argv, prompt } = context;
  if (flags.mode === 'dry-activate' && (flags['plan-only'] === true || flags.plan !== undefined))
    throw noSuchPlan();
  const fleet = await loadSomeFleet(host, flags['registry-path']);
  const mayBegin = flags['confirm-each'] === true ? { mayBegin: askEach(prompt) } : {};
  if (flags.plan !== undefined) {
    const read = await readPlan(host, fleet, flags.plan);
    const { machines, systems, document } = read;
    if (!read.own && flags.yes === true && flags['dry-run'] !== true) throw foreign(flags.plan);
    const left = document.machines.filter(({ from }) => from === undefined);
    if (left.length > 0)
      context.notice(
        `left alone, as the plan could not ask: ${left.map(({ name }) => name).join(', ')}`,
      );
    return {
      fleet,
      machines,
      systems: () => Promise.resolve(systems),
      settings: () => ({ ...document.settings, about: document.about, ...mayBegin }),
      agree: (now) => holdToPlan(read, now),
    };
  }
  const left = flags.resume === true ? await takeUp(context, fleet) : undefined;
  const machines = left?.machines ?? selectMachines(fleet, { ...flags, machines: argv }, false);
  const { flake, config } = flags;
  const about = `machines deploy ${machines.map(({ name }) => name).join(' ')}`;
  return {
    fleet,
    machines,
    systems: async (task) =>
      left?.systems ??
      (await buildSystems(host, machines, { flake, config }, flags['build-on'], task)),
    settings: (all) => ({
      ...settingsOf(flags, all, about),
      // What is only asked is never activated: see dryActivate.
      mode: flags.mode === 'dry-activate' ? 'test' : flags.mode,
      backup: flags.backup === true,
      substitute: flags['substitute-on-destination'] === true,
      ...mayBegin,
    }),
  };
}

const noSuchPlan = (): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'a plan is one of --mode switch, boot or test',
    why: 'dry-activate deploys nothing',
    exitCode: ExitCode.usage,
  });
