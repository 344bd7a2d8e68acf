import type { Action, CommandContext, Plan, Task } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import type { System } from './configuration/build.js';
import { connectionsFor } from '../ssh/each.js';
import type { Connections } from '../ssh/remote.js';
import { deployAll, type DeploySettings, type Part } from './carryOut.js';
import { changesOf, type Changes } from './changes.js';
import { planMachines, type MachinePlan } from './plan.js';
import { changeLines } from '../render/changes.js';
import { orderLines } from '../render/order.js';
import { isSettled } from './host/verdict.js';
import type { Deployment } from './record.js';
import type { PlanSettings } from './settings.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

export interface DeployRequest {
  readonly machines: readonly KnownMachine[];
  /** The system of each machine, built if need be. */
  readonly systems: (task: Task) => Promise<ReadonlyMap<string, System>>;
  readonly settings: (all: number) => DeploySettings;
  /** Looks at what was found, and throws where nothing shall be done. */
  readonly agree?: (plan: readonly MachinePlan[]) => void;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export interface Deployed {
  readonly plan: readonly MachinePlan[];
  readonly settings: DeploySettings;
  /** What would be different; only where somebody is going to look at it. */
  readonly changes: Changes;
  readonly deployment?: Deployment;
}

/** Builds where it has to, looks, shows what would become of each machine, asks, and does it. */
export async function deploy(
  context: Context,
  fleet: Fleet,
  request: DeployRequest,
): Promise<Deployed> {
  const { machines, settings, dryRun, yes } = request;
  const connections = await connectionsFor(context.host, fleet);
  try {
    const isRead = dryRun || !yes;
    const { plan, changes } = await preparePlan(context, connections, request, isRead);
    const chosen = settings(machines.length);
    const deployment = await carryOutParts(
      context,
      { fleet, connections },
      plan.map(partOf),
      chosen,
      { actions: actionsOf(plan, chosen, changes), dryRun, yes },
    );
    return { plan, settings: chosen, changes, ...(deployment && { deployment }) };
  } finally {
    connections.close();
  }
}

/** Builds where it has to, and looks at each machine. @param compare whether what changes is told. */
export function preparePlan(
  { host, tasks }: Pick<Context, 'host' | 'tasks'>,
  connections: Connections,
  { machines, systems: find, agree }: DeployRequest,
  compare: boolean,
): Promise<{ readonly plan: readonly MachinePlan[]; readonly changes: Changes }> {
  return tasks.run('preparing', async (task) => {
    const systems = await find(task);
    const plan = await task.step('looking at the machines', (step) =>
      planMachines(host, connections, machines, systems, step),
    );
    agree?.(plan);
    if (!compare) return { plan, changes: [] };
    const changes = await task.step('comparing', (step) =>
      changesOf(host, connections, plan, step),
    );
    return { plan, changes };
  });
}

/** Shows parts of a deployment, asks, and does them. */
export async function carryOutParts(
  { host, carryOut }: Context,
  around: { readonly fleet: Fleet; readonly connections: Connections },
  parts: readonly Part[],
  settings: DeploySettings,
  {
    actions,
    dryRun,
    yes,
  }: { readonly actions: readonly Action[]; readonly dryRun: boolean; readonly yes: boolean },
): Promise<Deployment | undefined> {
  let deployment: Deployment | undefined;
  const plan: Plan = {
    about: settings.about,
    actions,
    risk: 'restart',
    async apply(task) {
      deployment = await deployAll({ host, ...around }, parts, settings, task);
      return {};
    },
  };
  const count = parts.length === 1 ? 'this machine' : `these ${parts.length} machines`;
  await carryOut(plan, { dryRun, yes, question: `Deploy to ${count}?` });
  return deployment;
}

const partOf = ({ machine, to, from, derivation, bytes = 0, missing }: MachinePlan): Part => ({
  machine,
  to,
  from,
  derivation,
  bytes,
  isThere: from !== undefined && missing === 0,
});

/** What a person is shown: each machine, what would be different, and in which order; nothing where
 * nothing would change. */
function actionsOf(
  plan: readonly MachinePlan[],
  settings: DeploySettings,
  changes: Changes,
): readonly Action[] {
  const touched = plan.filter((one) => !hasNothingToDo(one, settings.mode));
  if (touched.length === 0) return [];
  const machines = touched.map((one): Action => {
    const { name } = one.machine;
    return { kind: 'run', target: name, detail: `${name}: ${planText(one, settings.mode)}\n` };
  });
  const order = [...changes.flatMap(changeLines), ...orderLines(settings)];
  const detail = order.map((line) => `${line}\n`).join('');
  return [...machines, { kind: 'run', target: 'how', detail }];
}

type Mode = PlanSettings['mode'];

/** Whether a machine runs and boots already what it shall. */
export const hasNothingToDo = (
  { from, next, to }: Pick<MachinePlan, 'from' | 'next' | 'to'>,
  mode: Mode,
): boolean => isSettled({ current: from, next }, { new: to, mode });

/** A machine's part of a plan in a line. */
export function planText(one: Omit<MachinePlan, 'machine'>, mode: Mode): string {
  const { from, next, to, fault, missing, bytes = 0, lastSeconds } = one;
  if (fault !== undefined) return `left alone: ${fault.what}`;
  if (hasNothingToDo(one, mode)) return `${mode === 'boot' ? 'boots' : 'runs'} it already`;
  if (from === to) return `runs it already, and boots ${shortPath(next)} so far`;
  const before = lastSeconds === undefined ? '' : `; the last one took ${lastSeconds} s`;
  const copy =
    missing === undefined
      ? 'to be built on it'
      : missing === 0
        ? 'it is there already'
        : `${missing} store paths, ${megabytes(bytes)} MiB to copy`;
  return `${shortPath(from)} → ${shortPath(to)} (${copy}${before})`;
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** A store path as a person tells two apart: `abc1234-nixos-system-web1`. */
export const shortPath = (path: string | undefined): string =>
  path === undefined ? '?' : path.replace(/^\/nix\/store\/(.{7})[^-]*-/, '$1-');
