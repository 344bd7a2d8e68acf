import { setTimeout as sleep } from 'node:timers/promises';
import { sanitizer, type CommandContext, type Host, type Plan, type Task } from '@nixai/api';
import { locked, refused } from '../deploy/faults.js';
import { checkHealth } from '../deploy/health.js';
import { runHook } from '../deploy/hook.js';
import { releaseScript, takeScript } from '../deploy/guard/scripts.js';
import { newDeploymentId, owner } from '../deploy/record.js';
import { startRollout, type HostState } from '../deploy/rollout/rollout.js';
import { runRollout } from '../deploy/rollout/run.js';
import type { PlanSettings } from '../deploy/settings.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { asRoot } from '../ssh/asRoot.js';
import { connectionsFor, onEach } from '../ssh/each.js';
import type { Connections } from '../ssh/remote.js';
import { readFacts } from '../status/facts.js';
import { rebootHost, type RebootSteps } from './rebootHost.js';
import type { Rebooted } from './result.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

export interface RebootRequest {
  readonly machines: readonly KnownMachine[];
  /** Whether those are left out whose kernel is the one that they would boot. */
  readonly onlyNeeded: boolean;
  readonly settings: Pick<PlanSettings, 'policy' | 'health' | 'attempts' | 'drain' | 'undrain'>;
  /** Seconds until a machine has to be back. */
  readonly timeout: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/**
 * Restarts machines, as many at once as may be down, and asks each what it booted.
 * @returns undefined where nothing was done.
 */
export async function reboot(
  { host, tasks, carryOut }: Context,
  fleet: Fleet,
  { machines, onlyNeeded, settings, timeout, dryRun, yes }: RebootRequest,
): Promise<{ readonly due: readonly string[]; readonly machines?: readonly Rebooted[] }> {
  const looked = await onEach({ host, tasks }, fleet, machines, 'asking machines', (remote, one) =>
    readFacts(remote, one.signal),
  );
  const isDown = looked.filter((one) => !one.ok).length;
  const due = looked.flatMap((one) =>
    one.ok && (!onlyNeeded || one.value.rebootNeeded === true) ? [one] : [],
  );
  const names = due.map(({ machine }) => machine.name);
  if (due.length === 0) return { due: names };
  const { clean } = await host.service(sanitizer);
  let rebooted: readonly Rebooted[] | undefined;
  const plan: Plan = {
    about: `machines reboot ${names.join(' ')}`,
    risk: 'restart',
    actions: due.map(({ machine, value }) => ({
      kind: 'run',
      target: machine.name,
      detail: `${machine.name}: restarts into ${clean(value.next ?? 'what it boots')}\n`,
    })),
    async apply(task) {
      const connections = await connectionsFor(host, fleet);
      try {
        const stepsOf = (machine: KnownMachine, step: Task) =>
          remoteSteps(host, connections, machine, settings, step);
        const chosen = due.map(({ machine }) => machine);
        const options = { timeout: timeout * 1000, pause: 1000, attempts: settings.attempts };
        rebooted = await inTurn(chosen, isDown, settings, task, (machine, step) =>
          rebootHost(stepsOf(machine, step), options),
        );
      } finally {
        connections.close();
      }
      return {};
    },
  };
  const count = due.length === 1 ? 'this machine' : `these ${due.length} machines`;
  await carryOut(plan, { dryRun, yes, question: `Restart ${count}?` });
  return { due: names, ...(rebooted && { machines: rebooted }) };
}

async function inTurn(
  machines: readonly KnownMachine[],
  isDown: number,
  { policy }: Pick<PlanSettings, 'policy'>,
  task: Task,
  work: (machine: KnownMachine, step: Task) => Promise<Omit<Rebooted, 'name'>>,
): Promise<readonly Rebooted[]> {
  const results = new Map<string, Omit<Rebooted, 'name'>>();
  const byName = new Map(machines.map((machine) => [machine.name, machine]));
  const one = async (name: string): Promise<HostState> => {
    const result = await task.step(name, (step) => work(byName.get(name) as KnownMachine, step));
    results.set(name, result);
    return stateOf(result.verdict);
  };
  await runRollout(
    startRollout({ ...policy, rollbackOnFailure: false }, [...byName.keys()], isDown),
    {
      signal: task.signal,
      deploy: one,
      revert: () => Promise.resolve<HostState>('lost'),
    },
  );
  return machines.map(({ name }) => ({ name, ...(results.get(name) ?? { verdict: 'left' }) }));
}

function stateOf(verdict: Rebooted['verdict']): HostState {
  if (verdict === 'restarted') return 'new';
  return verdict === 'unreachable' || verdict === 'wrong-system' ? 'lost' : 'old';
}

function remoteSteps(
  host: Host,
  connections: Connections,
  machine: KnownMachine,
  { health, drain, undrain }: RebootRequest['settings'],
  { status }: Task,
): RebootSteps {
  const id = `${newDeploymentId()}-reboot`;
  // Whoever interrupts it wants no more machines begun; one that restarts is seen through.
  const { signal } = new AbortController();
  const script = async (text: string, args: readonly string[], timeout = 30_000) =>
    asRoot(await connections.to(machine, signal), text, args, { signal, timeout });
  const facts = async () => {
    const remote = await connections.anew(machine, signal);
    try {
      return await readFacts(remote, signal);
    } finally {
      remote.close();
    }
  };
  return {
    facts,
    async take() {
      const said = await script(takeScript, [id, owner(), '120']);
      if (said.code === 75) throw locked(machine.name, said.stdout.trim());
      if (said.code !== 0) throw refused(machine.name, 'take its lock', said);
    },
    async release() {
      await script(releaseScript, [id]);
    },
    drain: () => runHook(host, machine, drain, 'drain'),
    undrain: () => runHook(host, machine, undrain, 'undrain'),
    async restart() {
      const said = await script('systemctl reboot', [], 15_000);
      if (said.code !== 0) throw refused(machine.name, 'restart', said);
    },
    async unwell(before) {
      const now = await facts();
      const remote = await connections.anew(machine, signal);
      try {
        const result = await checkHealth(remote, health, before, now);
        return result.ok ? undefined : result.why;
      } finally {
        remote.close();
      }
    },
    wait: (milliseconds) => sleep(milliseconds),
    now: () => performance.now(),
    tell: (text) => status(text),
  };
}
