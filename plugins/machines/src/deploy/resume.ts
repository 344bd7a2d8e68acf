import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, NixaiError, messageOf, type CommandContext, type Task } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { asRoot } from '../ssh/asRoot.js';
import { connectionsFor } from '../ssh/each.js';
import type { Connections } from '../ssh/remote.js';
import type { System } from './configuration/build.js';
import { lookScript, releaseScript } from './guard/scripts.js';
import { readLook } from './host/readLook.js';
import { verdictOf, type Verdict } from './host/verdict.js';
import {
  holdRecord,
  readRecords,
  writeRecord,
  type Deployment,
  type HostRecord,
} from './record.js';

/** What is left of a deployment that came to no end. */
export interface Left {
  readonly machines: readonly KnownMachine[];
  /** The system that each shall have. */
  readonly systems: ReadonlyMap<string, System>;
}

/** Milliseconds that a guard may take to decide. */
const patience = 600_000;
/** Milliseconds that one may take to start whose deployer is dead. */
const starting = 15_000;

/**
 * Takes up the newest deployment that came to no end: asks each machine that was under way what became
 * of it, keeps that, and says which are not on their new system. Locks that it left on machines are taken
 * away, as nobody comes back for them.
 * @throws NixaiError `nothing-to-resume`, or `deploy-locked` where it is still carried out.
 */
export async function takeUp(
  { host, tasks }: Pick<CommandContext, 'host' | 'tasks'>,
  fleet: Fleet,
): Promise<Left> {
  const records = await readRecords(host, 100);
  const open = records.find(({ state }) => state === 'running' || state === 'interrupted');
  if (open === undefined) throw nothingToResume();
  const held = await holdRecord(host, open.id).catch((error: unknown) => {
    throw underWay(open.id, error);
  });
  const connections = await connectionsFor(host, fleet);
  try {
    const learnt = await tasks.run(`asking what became of ${open.id}`, (task) =>
      Promise.all(open.machines.map((one) => learn(one, open, fleet, connections, task))),
    );
    await writeRecord(host, { ...open, state: 'failed', machines: learnt });
    const left = learnt.filter(
      ({ name, verdict }) => verdict !== 'new' && fleet.machines.has(name),
    );
    return {
      machines: left.map(({ name }) => fleet.machines.get(name) as KnownMachine),
      systems: new Map(left.map(({ name, to, derivation }) => [name, { path: to, derivation }])),
    };
  } finally {
    connections.close();
    await held.release();
  }
}

async function learn(
  record: HostRecord,
  { id }: Deployment,
  { machines }: Fleet,
  connections: Connections,
  task: Task,
): Promise<HostRecord> {
  const machine = machines.get(record.name);
  const { from, to } = record;
  if (record.verdict !== 'unfinished' || machine === undefined || from === undefined) return record;
  return task.step(record.name, async ({ signal }) => {
    const began = performance.now();
    const giveUp = began + patience;
    let verdict: Verdict | undefined;
    while (verdict === undefined && performance.now() < giveUp) {
      try {
        const remote = await connections.to(machine, signal);
        const look = readLook((await asRoot(remote, lookScript, [id], { signal })).stdout);
        // A guard that is on its way to be armed; one that is not armed by then never will be.
        const mayStart = look.folder && look.result === undefined && !look.guard;
        if (!mayStart || performance.now() - began > starting) {
          verdict = verdictOf(look, { old: from, new: to, oldNext: from, mode: 'switch' });
          if (verdict !== undefined) await asRoot(remote, releaseScript, [id], { signal });
        }
      } catch (error) {
        if (signal.aborted) throw error;
      }
      if (verdict === undefined) await sleep(500, undefined, { signal });
    }
    const why = 'who deployed did not see the end of it';
    return { ...record, verdict: verdict ?? 'unknown', why };
  });
}

const underWay = (id: string, cause: unknown): NixaiError =>
  new NixaiError({
    code: 'deploy-locked',
    what: `the deployment ${id} is still under way`,
    why: messageOf(cause),
    hint: 'wait for it, or end that process with Ctrl-C',
    exitCode: ExitCode.locked,
    cause,
  });

const nothingToResume = (): NixaiError =>
  new NixaiError({
    code: 'nothing-to-resume',
    what: 'every deployment from here came to its end',
    hint: 'nixai machines history',
    exitCode: ExitCode.refused,
  });
