import { sanitizer, type CommandContext, type Plan, type Task } from '@nixai/api';
import type { Fleet } from '../registry/load.js';
import { asRoot } from '../ssh/asRoot.js';
import { withOpensshConfig } from '../ssh/configForPrograms.js';
import { anyFault, connectionsFor } from '../ssh/each.js';
import type { Connections } from '../ssh/remote.js';
import { copySystem } from './copy.js';
import { planText, preparePlan, type DeployRequest } from './deploy.js';
import { readDryActivation, type DryActivation } from './dryActivation.js';
import type { MachinePlan } from './plan.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

/** The system stays in the machine's store until its next collection of garbage. */
const dryScript = '"$1/bin/switch-to-configuration" dry-activate 2>&1';

/** Brings systems to machines, and has each say what its new one would do; none is activated. */
export async function dryActivate(
  { host, tasks, carryOut }: Context,
  fleet: Fleet,
  request: DeployRequest,
): Promise<{ readonly plan: readonly MachinePlan[]; readonly dry?: readonly DryActivation[] }> {
  const connections = await connectionsFor(host, fleet);
  try {
    const { plan } = await preparePlan({ host, tasks }, connections, request, false);
    const reachable = plan.filter(({ from }) => from !== undefined);
    let dry: readonly DryActivation[] | undefined;
    const steps: Plan = {
      about: request.settings(plan.length).about,
      risk: 'none',
      actions: plan.map((one) => ({
        kind: 'run',
        target: one.machine.name,
        detail: `${one.machine.name}: ${planText(one, 'test')}\n`,
      })),
      async apply(task) {
        dry = await askEach({ host }, fleet, connections, reachable, request, task);
        return {};
      },
    };
    const question = `Copy the ${reachable.length === 1 ? 'system' : 'systems'} there, and activate nothing?`;
    if (reachable.length > 0)
      await carryOut(steps, { dryRun: request.dryRun, yes: request.yes, question });
    return { plan, ...(dry && { dry }) };
  } finally {
    connections.close();
  }
}

async function askEach(
  { host }: Pick<Context, 'host'>,
  fleet: Fleet,
  connections: Connections,
  plan: readonly MachinePlan[],
  request: DeployRequest,
  task: Task,
): Promise<readonly DryActivation[]> {
  const { substitute } = request.settings(plan.length);
  const { clean } = await host.service(sanitizer);
  const machines = plan.map(({ machine }) => machine);
  const settled = await withOpensshConfig(host, fleet, machines, (sshConfig) =>
    task.all(
      plan,
      { title: ({ machine }) => machine.name, concurrency: 8, onError: 'collect' },
      async ({ machine, to, derivation, missing }, one) => {
        const there = () => connections.to(machine, one.signal);
        const copy = { system: to, derivation, substitute, sshConfig };
        const tell = (text: string): void => one.status(text);
        if (missing !== 0) await copySystem(host, machine, there, copy, one.signal, tell);
        tell('asking');
        const options = { signal: one.signal, timeout: 300_000 };
        const { code, stdout } = await asRoot(await there(), dryScript, [to], options);
        return { code, ...readDryActivation(clean(stdout)) };
      },
    ),
  );
  return settled.map((one): DryActivation => {
    const { name } = one.item.machine;
    if (one.ok) return { name, ...one.value };
    return { name, ...readDryActivation(''), fault: anyFault(one.error, clean) };
  });
}
