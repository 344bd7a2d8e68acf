import { randomInt } from 'node:crypto';
import type { Task } from '@nixai/api';
import { verifyBundle } from '../bundles/verify.js';
import { manifestOf } from '../bundles/read.js';
import type { StoreEngine } from '../engines/engine.js';
import { backupDamaged } from '../faults.js';
import type { Manifest } from '../manifest/manifest.js';
import { narinfoName } from '../bundles/layout.js';
import type { BackupResult } from './result.js';

/** This share of the store paths is read back from a repository that hashes its data itself. */
const share = 0.01;
/** And so many at least. */
const least = 5;

/**
 * Reads a backup back from where it is kept: its manifest, the files of the machine, and of the store
 * paths those that were added where they lie here as files, or a hundredth of all, chosen at random, out
 * of a repository.
 * @throws NixaiError `store-damaged`.
 */
export async function readBack(
  engine: StoreEngine,
  manifest: Manifest,
  added: readonly { readonly path: string }[],
  task: Task,
): Promise<NonNullable<BackupResult['verified']>> {
  const began = performance.now();
  const { id } = manifest;
  const paths = chosen(engine, manifest.paths, added);
  const byPath = new Map(manifest.paths.map((one) => [one.path, one]));
  const also = [...paths].flatMap((path) => [narinfoName(path), byPath.get(path)?.nar ?? '']);
  const brought = await engine.bring(
    { id, made: manifest.made, host: manifest.host },
    'files',
    task,
    ['nix-cache-info', ...also],
  );
  try {
    const found = await manifestOf(brought.bundle, id);
    const { damages, ...read } = await verifyBundle(brought.bundle, found, task, { paths });
    if (damages.length > 0) throw backupDamaged(id, damages);
    return { ...read, seconds: Math.round((performance.now() - began) / 10) / 100 };
  } finally {
    await brought.letGo();
  }
}

function chosen(
  { readsBack }: StoreEngine,
  all: Manifest['paths'],
  added: readonly { readonly path: string }[],
): ReadonlySet<string> {
  if (readsBack !== 'share')
    return new Set((readsBack === 'all' ? all : added).map(({ path }) => path));
  // Out of a repository: what was added to it is not known by its paths, so others each time.
  const some = Math.min(all.length, Math.max(least, Math.ceil(all.length * share)));
  const chosenPaths = new Set<string>();
  while (chosenPaths.size < some) chosenPaths.add(all[randomInt(all.length)]?.path ?? '');
  return chosenPaths;
}
