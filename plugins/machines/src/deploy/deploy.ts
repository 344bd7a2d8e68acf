import type { Action, CommandContext, Plan, Task } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { connectionsFor } from '../ssh/each.js';
import type { Connections } from '../ssh/remote.js';
import { deployAll, type DeploySettings, type Part } from './carryOut.js';
import { planMachines, type MachinePlan } from './plan.js';
import type { Deployment } from './record.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

export interface DeployRequest {
  readonly machines: readonly KnownMachine[];
  /** The system of each machine, built if need be. */
  readonly systems: (task: Task) => Promise<ReadonlyMap<string, string>>;
  readonly settings: (all: number) => DeploySettings;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export interface Deployed {
  readonly plan: readonly MachinePlan[];
  readonly deployment?: Deployment;
}

/** Builds where it has to, looks, shows what would become of each machine, asks, and does it. */
export async function deploy(
  context: Context,
  fleet: Fleet,
  { machines, systems: find, settings, dryRun, yes }: DeployRequest,
): Promise<Deployed> {
  const { host, tasks } = context;
  const connections = await connectionsFor(host, fleet);
  try {
    const plan = await tasks.run('preparing', async (task) => {
      const systems = await find(task);
      return task.step('looking at the machines', (step) =>
        planMachines(host, connections, machines, systems, step),
      );
    });
    const parts = plan.map(partOf);
    const chosen = settings(machines.length);
    const deployment = await carryOutParts(context, { fleet, connections }, parts, chosen, {
      actions: plan.flatMap(actionOf),
      dryRun,
      yes,
    });
    return { plan, ...(deployment && { deployment }) };
  } finally {
    connections.close();
  }
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

const partOf = ({ machine, to, from, bytes, missing }: MachinePlan): Part => ({
  machine,
  to,
  from,
  bytes,
  isThere: from !== undefined && missing === 0,
});

/** What a person is shown of a machine; nothing where nothing would change. */
function actionOf(plan: MachinePlan): readonly Action[] {
  const { machine, from, to } = plan;
  if (from === to) return [];
  return [{ kind: 'run', target: machine.name, detail: `${machine.name}: ${planText(plan)}\n` }];
}

/** A machine's part of a plan in a line. */
export function planText({
  from,
  to,
  fault,
  missing,
  bytes,
}: Omit<MachinePlan, 'machine'>): string {
  if (fault !== undefined) return `left alone: ${fault.what}`;
  if (from === to) return 'runs it already';
  const copy =
    missing === 0
      ? 'it is there already'
      : `${missing} store paths, ${megabytes(bytes)} MiB to copy`;
  return `${shortPath(from)} → ${shortPath(to)} (${copy})`;
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** A store path as a person tells two apart: `abc1234-nixos-system-web1`. */
export const shortPath = (path: string | undefined): string =>
  path === undefined ? '?' : path.replace(/^\/nix\/store\/(.{7})[^-]*-/, '$1-');
