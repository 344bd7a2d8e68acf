import { nix as nixService, type CommandContext, type Plan, type Task } from '@nixai/api';
import { cacheAddress } from '../backup/copy.js';
import { cacheIn, narinfoName } from '../bundles/layout.js';
import { manifestOf } from '../bundles/read.js';
import { verifyBundle } from '../bundles/verify.js';
import { hexOfNixHash } from '@nixai/nix-cli/hashes';
import type { Snapshot, StoreEngine } from '../engines/engine.js';
import { backupDamaged, stepFailed } from '../faults.js';
import { verifyContents } from '../nixStore/verifyContents.js';
import type { BackedUpPath } from '../manifest/manifest.js';
import { say } from '../programs.js';
import { plural } from '../render/bytes.js';
import type { Integrity } from './result.js';

type Work = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

/** What of a backup puts store paths right. */
interface Remedy {
  readonly snapshot: Snapshot;
  readonly paths: readonly BackedUpPath[];
}

/**
 * Puts damaged store paths right out of the backups of a repository, the newest first, after a yes. Only
 * a backup with the very contents that the store's database has the hash of is taken, and what is taken
 * is compared with its manifest before; what was put right is read again.
 */
export async function repair(
  { host, tasks, carryOut }: Work,
  engine: StoreEngine,
  damaged: readonly string[],
  approval: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<NonNullable<Integrity['repair']>> {
  const remedies = await tasks.run('Looking for whole ones', (task) =>
    remediesFor(host, engine, damaged, task),
  );
  const all = remedies.flatMap(({ snapshot, paths }) =>
    paths.map(({ path }) => ({ path, from: snapshot.id })),
  );
  const plan: Plan = {
    about: 'store integrity --repair-from',
    actions: all.map(({ path, from }) => ({
      kind: 'change',
      target: path,
      detail: `${path} out of ${from} in ${engine.place}`,
    })),
    risk: 'none',
    async apply(task) {
      for (const remedy of remedies)
        await task.step(`Out of ${remedy.snapshot.id}`, (step) =>
          repairOutOf(host, engine, remedy, step),
        );
      return {};
    },
  };
  const question = `Put ${plural(all.length, 'store path')} right?`;
  const applied = await carryOut(plan, { ...approval, question });
  return { paths: all, done: applied !== undefined };
}

async function remediesFor(
  host: Work['host'],
  engine: StoreEngine,
  damaged: readonly string[],
  task: Task,
): Promise<readonly Remedy[]> {
  const service = await host.service(nixService);
  const { signal } = task;
  const infos = damaged.length === 0 ? [] : await service.pathInfo(damaged, { signal });
  const wanted = new Map(infos.map(({ path, narHash }) => [path, hexOfNixHash(narHash)]));
  const found: Remedy[] = [];
  for (const snapshot of [...(await engine.snapshots(task))].reverse()) {
    if (wanted.size === 0) break;
    const brought = await engine.bring(snapshot, 'manifest', task);
    try {
      const manifest = await manifestOf(brought.bundle, snapshot.id);
      const paths = manifest.paths.filter(
        ({ path, narHash }) => wanted.has(path) && wanted.get(path) === hexOfNixHash(narHash),
      );
      for (const { path } of paths) wanted.delete(path);
      if (paths.length > 0) found.push({ snapshot, paths });
    } finally {
      await brought.letGo();
    }
  }
  return found;
}

async function repairOutOf(
  host: Work['host'],
  engine: StoreEngine,
  { snapshot, paths }: Remedy,
  task: Task,
): Promise<void> {
  const { signal } = task;
  const also = paths.flatMap(({ path, nar }) => [narinfoName(path), nar]);
  const brought = await engine.bring(snapshot, 'manifest', task, ['nix-cache-info', ...also]);
  try {
    const manifest = await manifestOf(brought.bundle, snapshot.id);
    const { damages } = await verifyBundle(brought.bundle, { ...manifest, archives: [] }, task, {
      paths: new Set(paths.map(({ path }) => path)),
    });
    if (damages.length > 0) throw backupDamaged(snapshot.id, damages);
    const cache = `${cacheAddress(cacheIn(brought.bundle))}&trusted=true`;
    const from = ['--option', 'substituters', cache, '--option', 'substitute', 'true'];
    for (const [at, { path }] of paths.entries()) {
      const argv = ['nix-store', '--repair-path', path, ...from] as const;
      await say(host, `repairing ${path}`, argv, { signal });
      const { changed, failed } = await verifyContents(host, [path], { signal });
      if (changed.length > 0 || failed !== undefined)
        throw stepFailed(`repairing ${path}`, failed ?? 'its contents are still others');
      task.progress(at + 1, paths.length, 'items');
    }
  } finally {
    await brought.letGo();
  }
}
