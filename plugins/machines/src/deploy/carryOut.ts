import { randomBytes } from 'node:crypto';
import type { Host, Task } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { withOpensshConfig } from '../ssh/configForPrograms.js';
import type { Connections } from '../ssh/remote.js';
import { deployHost, type HostOutcome } from './host/deployHost.js';
import {
  holdRecord,
  newDeploymentId,
  owner,
  writeRecord,
  type Deployment,
  type HostRecord,
} from './record.js';
import { remoteSteps } from './remoteSteps.js';
import { startRollout, type HostState } from './rollout/rollout.js';
import { runRollout } from './rollout/run.js';
import type { PlanSettings } from './settings.js';

/** One machine's part. */
export interface Part {
  readonly machine: KnownMachine;
  readonly to: string;
  /** Where it builds that itself: the derivation. */
  readonly derivation?: string;
  /** What it ran when the plan was made; undefined where it could not be asked. */
  readonly from?: string;
  /** Bytes to be copied. */
  readonly bytes: number;
  readonly isThere: boolean;
  /** Whether a system that runs already is activated once more. */
  readonly again?: boolean;
  /** A generation that it goes back to. */
  readonly generation?: number;
}

export interface DeploySettings extends PlanSettings {
  readonly about: string;
  /** Asked before each machine. */
  readonly mayBegin?: (name: string) => Promise<boolean>;
}

/** The machines, and the ways to them. */
interface Around {
  readonly host: Host;
  readonly fleet: Fleet;
  readonly connections: Connections;
}

/**
 * Deploys to machines, and says what became of each. What is known is on the disk at each moment.
 * Once it is interrupted no more are begun; those under way are seen through as far as there is time
 * for it, and decide for themselves after that.
 */
export async function deployAll(
  around: Around,
  parts: readonly Part[],
  settings: DeploySettings,
  task: Task,
): Promise<Deployment> {
  const id = newDeploymentId();
  const held = await holdRecord(around.host, id);
  try {
    return await deployEach(id, around, parts, settings, task);
  } finally {
    await held.release();
  }
}

async function deployEach(
  id: string,
  { host, fleet, connections }: Around,
  parts: readonly Part[],
  settings: DeploySettings,
  task: Task,
): Promise<Deployment> {
  const byName = new Map(parts.map((part) => [part.machine.name, part]));
  const records = new Map<string, HostRecord>(
    parts.map(({ machine: { name }, from, to, derivation }) => [
      name,
      { name, from, to, derivation, verdict: 'left', already: false, log: [] },
    ]),
  );
  let deployment: Deployment = {
    id,
    date: new Date().toISOString(),
    by: owner(),
    about: settings.about,
    state: 'running',
    machines: [...records.values()],
  };
  // One after the other, so that an older state never overwrites a newer one.
  let writing = Promise.resolve();
  const keep = (state: Deployment['state'] = 'running'): Promise<void> => {
    deployment = { ...deployment, state, machines: [...records.values()] };
    const now = deployment;
    return (writing = writing.then(() => writeRecord(host, now)));
  };
  await keep();
  const machines = parts.map(({ machine }) => machine);
  // Whoever interrupts it wants no more machines begun; those that are under way are seen through.
  const unstoppable = new AbortController().signal;
  const rollout = await withOpensshConfig(host, fleet, machines, async (sshConfig) => {
    const one = async (
      part: Part,
      to: Omit<Part, 'machine'>,
      reverting: boolean,
    ): Promise<HostState> => {
      const { name } = part.machine;
      const began = performance.now();
      records.set(name, { ...(records.get(name) as HostRecord), verdict: 'unfinished' });
      await keep();
      const outcome = await stepOf(task, reverting ? `${name}: going back` : name, (step) => {
        const steps = remoteSteps(
          host,
          connections,
          part.machine,
          {
            ...settings,
            ...to,
            // A host knows each turn by a name of its own.
            id: reverting ? `${id}-back` : id,
            token: randomBytes(16).toString('hex'),
            owner: owner(),
            system: to.to,
            lease: settings.activation + settings.confirmation + settings.rollback,
            sshConfig,
          },
          unstoppable,
          (text) => step.status(text),
        );
        return deployHost(steps, {
          ...settings,
          new: to.to,
          again: to.again,
          expected: to.from,
          activation: settings.activation * 1000,
          confirmation: settings.confirmation * 1000,
          rollback: settings.rollback * 1000,
          soak: settings.soak * 1000,
          pause: 500,
          needed: to.bytes,
        });
      });
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      records.set(name, recordOf(records.get(name) as HostRecord, outcome, reverting, seconds));
      await keep();
      return stateOf(outcome, reverting);
    };
    const downBefore = parts.filter(({ from }) => from === undefined).length;
    const reachable = parts.filter(({ from }) => from !== undefined);
    return runRollout(
      startRollout(
        settings.policy,
        reachable.map(({ machine }) => machine.name),
        downBefore,
      ),
      {
        signal: task.signal,
        ...(settings.mayBegin && { mayBegin: settings.mayBegin }),
        deploy: (name) => {
          const part = byName.get(name) as Part;
          return one(part, part, false);
        },
        revert: (name) => {
          const part = byName.get(name) as Part;
          const { already } = records.get(name) as HostRecord;
          if (already) return Promise.resolve<HostState>('reverted');
          const back = { to: part.from as string, from: part.to, bytes: 0, isThere: true };
          return one(part, back, true);
        },
      },
    );
  });
  for (const [name, part] of byName)
    if (part.from === undefined)
      records.set(name, {
        ...(records.get(name) as HostRecord),
        verdict: 'left',
        why: 'it could not be reached when the plan was made',
      });
  const allNew = [...records.values()].every(({ verdict }) => verdict === 'new');
  await keep(task.signal.aborted ? 'interrupted' : allNew && !rollout.failed ? 'done' : 'failed');
  return deployment;
}

/** A machine's step, which has failed where it is not on the system that was meant. */
async function stepOf(
  task: Task,
  title: string,
  work: (step: Task) => Promise<HostOutcome>,
): Promise<HostOutcome> {
  let outcome: HostOutcome | undefined;
  try {
    await task.step(title, async (step) => {
      outcome = await work(step);
      if (outcome.verdict !== 'new') throw new Error(outcome.why ?? outcome.verdict);
    });
  } catch (error) {
    if (outcome === undefined) throw error;
  }
  return outcome as HostOutcome;
}

function recordOf(
  before: HostRecord,
  outcome: HostOutcome,
  reverting: boolean,
  seconds: number,
): HostRecord {
  const { verdict, phase, why, log, already, failures } = outcome;
  if (!reverting)
    return { ...before, verdict, phase, why, already, ...(failures && { failures }), log, seconds };
  // Where it stays with what it ran before it was to go back, that is what was deployed.
  if (verdict === 'old' || verdict === 'unchanged')
    return { ...before, verdict: 'new', why: `it could not be taken back: ${why}`, log };
  return {
    ...before,
    verdict: verdict === 'new' ? 'reverted' : verdict,
    why: why ?? 'another machine failed',
    log,
  };
}

function stateOf({ verdict }: HostOutcome, reverting: boolean): HostState {
  if (verdict === 'unknown' || verdict === 'neither') return 'lost';
  if (reverting) return verdict === 'new' ? 'reverted' : 'lost';
  return verdict;
}
