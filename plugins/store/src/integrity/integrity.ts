import { join } from 'node:path';
import type { CommandContext } from '@nixai/api';
import type { StoreEngine } from '../engines/engine.js';
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
}

/** Looks whether the store of this machine and a repository are what they say; changes nothing. */
export async function integrity(
  { host, tasks }: Pick<CommandContext, 'host' | 'tasks'>,
  { deep, store, engine, subset }: IntegrityRequest,
): Promise<Integrity> {
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
  return {
    deep,
    checked: looked.flatMap(({ checked }) => checked),
    left: [
      ...looked.flatMap(({ left }) => left),
      ...(engine === undefined ? ['backups: no --repo, and no store.repo is set'] : []),
      ...(deep ? [] : ['contents: only with --deep']),
    ],
    findings: looked.flatMap(({ findings }) => findings),
    seconds: Math.round((performance.now() - began) / 10) / 100,
  };
}
