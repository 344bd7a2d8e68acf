import { ExitCode, NixaiError, type CommandContext, type Plan } from '@nixai/api';
import type { Snapshot, StoreEngine } from '../engines/engine.js';
import { findSnapshot } from '../place/find.js';
import { newestVerified } from '../records/records.js';
import { toForget, type KeepPolicy } from './policy.js';

export interface ForgetRequest {
  readonly engine: StoreEngine;
  readonly names: readonly string[];
  readonly policy?: KeepPolicy;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export interface Forgotten {
  readonly place: string;
  readonly snapshots: readonly Snapshot[];
  readonly kept: number;
  /** The newest one that was read back: it is never forgotten. */
  readonly newestVerified?: string;
  readonly done: boolean;
}

/** Takes backups out of a repository for good: those that are named, or that no rule keeps. */
export async function forget(
  { host, tasks, carryOut }: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  { engine, names, policy, dryRun, yes }: ForgetRequest,
): Promise<Forgotten> {
  const stays = (await newestVerified(host, engine.place))?.id;
  const { all, going } = await tasks.run('Reading the repository', async (task) => {
    const snapshots = await engine.snapshots(task);
    const never = new Set(stays === undefined ? [] : [stays]);
    const byRule = policy === undefined ? [] : toForget(snapshots, policy, never);
    const named = [];
    for (const name of names) named.push(await findSnapshot(engine, name, task));
    const ids = new Set([...byRule, ...named].map(({ id }) => id));
    return { all: snapshots, going: snapshots.filter(({ id }) => ids.has(id)) };
  });
  if (going.some(({ id }) => id === stays)) throw stillNeeded(stays ?? '');
  const plan: Plan = {
    about: 'store forget',
    actions: going.map(({ id, host: of, made }) => ({
      kind: 'remove',
      target: `${engine.place} ${id}`,
      detail: `forget ${id} of ${of}, ${made}`,
    })),
    risk: 'data',
    async apply(task) {
      await engine.forget(going, task);
      const left = new Set((await engine.snapshots(task)).map(({ id }) => id));
      const still = going.find(({ id }) => left.has(id));
      if (still !== undefined)
        throw new NixaiError({ code: 'store-step-failed', what: `${still.id} is there still` });
      return {};
    },
  };
  const applied = await carryOut(plan, { dryRun, yes, question: 'Forget them?' });
  return {
    place: engine.place,
    snapshots: going,
    kept: all.length - going.length,
    ...(stays !== undefined && { newestVerified: stays }),
    done: applied !== undefined,
  };
}

const stillNeeded = (id: string): NixaiError =>
  new NixaiError({
    code: 'store-still-needed',
    what: `${id} is the newest backup that was read back, and stays`,
    hint: 'nixai store backup makes a newer one',
    exitCode: ExitCode.refused,
  });
