import { join } from 'node:path';
import type { CommandContext } from '@nixai/api';
import type { StoreEngine } from '../engines/engine.js';
import { repair } from './repair.js';
import { checkDatabase, checkRoots, checkStore, type Looked } from './localStore.js';
import { checkRepository } from './repository.js';
import type { Integrity } from './result.js';

export interface IntegrityRequest {
  readonly deep: boolean;
  /** Of the data of a restic repository, so much. */
  readonly subset?: string;
  /** Whether the store of this machine is looked at. */
  readonly store: boolean;
  readonly engine?: StoreEngine;
  /** What damaged paths of this machine's store are put right from, and how. */
  readonly repair?: {
    readonly engine: StoreEngine;
    readonly dryRun: boolean;
    readonly yes: boolean;
  };
}

/**
 * Looks whether the store of this machine and a repository are what they say. Nothing is changed but
 * what is to be put right.
 */
export async function integrity(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  { deep, store, engine, subset, repair: remedy }: IntegrityRequest,
): Promise<Integrity> {
  const { host, tasks } = context;
  const began = performance.now();
  const looked: Looked[] = await tasks.run('Looking for damage', async (task) => {
    const local = store
      ? [
          await task.step('The store of this machine', (step) => checkStore(host, deep, step)),
          await task.step('Its database', (step) =>
            checkDatabase(host, join(host.paths.cache, 'store'), step),
          ),
          await task.step('Its roots', () => checkRoots()),
        ]
      : [];
    return engine === undefined
      ? local
      : [...local, await checkRepository(engine, { deep, ...(subset && { subset }) }, task)];
  });
  const findings = looked.flatMap((one) => one.findings);
  const damaged = findings.flatMap(({ where, path }) =>
    where === 'store' && path !== undefined ? [path] : [],
  );
  const repaired =
    remedy && damaged.length > 0
      ? await repair(context, remedy.engine, damaged, remedy)
      : undefined;
  const isRight = new Set(repaired?.done ? repaired.paths.map(({ path }) => path) : []);
  return {
    deep,
    checked: looked.flatMap(({ checked }) => checked),
    left: [
      ...looked.flatMap(({ left }) => left),
      ...(engine === undefined ? ['backups: no --repo, and no store.repo is set'] : []),
      ...(deep ? [] : ['contents: only with --deep']),
    ],
    findings: findings.filter(({ path }) => path === undefined || !isRight.has(path)),
    notes: looked.flatMap(({ notes = [] }) => notes),
    ...(repaired && { repair: repaired }),
    seconds: Math.round((performance.now() - began) / 10) / 100,
  };
}
