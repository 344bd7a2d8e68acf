import { join } from 'node:path';
import { files as filesService, type CommandContext, type Plan, type Task } from '@nixai/api';
import { manifestOf } from '../bundles/read.js';
import { verifyBundle } from '../bundles/verify.js';
import { makeFolder } from '../disk/folders.js';
import { backupDamaged, unfitPlace } from '../faults.js';
import { storeDirectory } from '../gather/places.js';
import { countFiles, type Manifest } from '../manifest/manifest.js';
import { findSnapshot } from '../place/find.js';
import { bytes, plural } from '../render/bytes.js';
import { bytesOf } from '../backup/closure.js';
import { checkClosure, chrootStore, copyClosure, mendHalfMade, missingIn } from './closure.js';
import { checkFiles, refuseHarm, unpackFiles } from './files.js';
import { rootsFor, setRoots } from './roots.js';
import type { RestoreRequest } from './request.js';
import type { Restored } from './result.js';
import { plannedSwitch, switchTo, type SystemSwitch } from './switch.js';

type Work = Pick<CommandContext, 'host' | 'tasks' | 'signal' | 'carryOut'>;

/**
 * Restores a backup into a folder, as a machine that does not run, or its closure into the store of this
 * machine. All of it is read and compared with its manifest before the first write; then roots, paths,
 * files; and what was written is read again. Nothing is switched to, unless that is asked for.
 */
export async function restore(context: Work, request: RestoreRequest): Promise<Restored> {
  const { host, tasks, carryOut } = context;
  const { engine, only } = request;
  const began = performance.now();
  const opened = await tasks.run('Reading the backup', async (task) => {
    const snapshot = await findSnapshot(engine, request.name, task);
    const wanted = only === 'config' ? 'files' : 'all';
    const brought = await task.step(`Out of ${engine.place}`, (step) =>
      engine.bring(snapshot, wanted, step),
    );
    try {
      const whole = await manifestOf(brought.bundle, snapshot.id);
      const manifest = chosen(whole, request);
      const { damages, ...verified } = await task.step('Comparing it with its manifest', (step) =>
        verifyBundle(brought.bundle, manifest, step),
      );
      if (damages.length > 0) throw backupDamaged(snapshot.id, damages);
      return { manifest, verified, brought };
    } catch (error) {
      await brought.letGo();
      throw error;
    }
  });
  const { manifest, verified, brought } = opened;
  try {
    const plan = await planOf(context, request, brought.bundle, manifest);
    const { dryRun, yes } = request;
    let worked = performance.now() - began;
    const applied = await carryOut(plan.plan, { dryRun, yes, question: 'Restore it?' });
    worked += plan.milliseconds();
    return {
      id: manifest.id,
      made: manifest.made,
      from: manifest.host,
      platform: manifest.platform,
      place: engine.place,
      to: request.to ?? storeDirectory(),
      done: applied !== undefined,
      verified,
      paths: manifest.paths.length,
      bytes: bytesOf(manifest.paths),
      files: countFiles(manifest).files,
      roots: rootsFor(manifest, request.to),
      ...(applied !== undefined && plan.came()),
      plan: plan.plan.actions.map(({ detail }) => detail),
      seconds: Math.round(worked / 10) / 100,
    };
  } finally {
    await brought.letGo();
  }

  async function planOf(
    { signal }: Work,
    { to, switches }: RestoreRequest,
    bundle: string,
    it: Manifest,
  ) {
    const service = await host.service(filesService);
    const store = to === undefined ? undefined : chrootStore(to);
    const missing = await missingIn(host, it, to, signal);
    if (to !== undefined) await refuseHarm(host, bundle, it, to, signal);
    const system = switches ? await plannedSwitch(it) : undefined;
    let came: Pick<Restored, 'checked' | 'switched'> = {};
    let milliseconds = 0;
    const actions = [...actionsOf(it, missing, to), ...(system ? [switching(system)] : [])];
    const plan: Plan = {
      about: `store restore ${it.id}`,
      actions,
      risk: system === undefined ? 'none' : 'restart',
      async apply(task) {
        const start = performance.now();
        if (to !== undefined) await makeFolder(to);
        const lock = await service.lock(join(to ?? host.paths.state, '.nixai-restore.lock'));
        try {
          came = { checked: await write(task, bundle, it, missing, { to, store }) };
          if (system !== undefined)
            came = {
              ...came,
              switched: await task.step('Switching', (step) => switchTo(host, system, step)),
            };
        } finally {
          await lock.release();
        }
        milliseconds = performance.now() - start;
        return {};
      },
    };
    return { plan, came: () => came, milliseconds: () => milliseconds };
  }

  async function write(
    task: Task,
    bundle: string,
    it: Manifest,
    missing: Manifest['paths'],
    { to, store }: { readonly to: string | undefined; readonly store: string | undefined },
  ) {
    let paths = 0;
    if (it.paths.length > 0) {
      if (to !== undefined) await mendHalfMade(to);
      // Before the first path: a garbage collection may begin at any moment.
      await task.step('Roots', () => setRoots(it, to));
      await task.step('Store paths', (step) => copyClosure(host, bundle, it, store, missing, step));
      paths = await task.step('Reading store paths', (step) => checkClosure(host, it, store, step));
    }
    if (to === undefined) return { paths, files: 0 };
    await task.step('Files', (step) => unpackFiles(host, bundle, it, to, step));
    const files = await task.step('Reading files', (step) => checkFiles(it, to, step));
    return { paths, files };
  }
}

/** What of a backup is asked for. */
function chosen(manifest: Manifest, { only, to }: RestoreRequest): Manifest {
  if (only !== 'config' && manifest.store !== storeDirectory())
    throw unfitPlace(
      manifest.id,
      `it is of a store at ${manifest.store}, and this one is at ${storeDirectory()}`,
      'nixai store restore … --only config',
    );
  const withoutStore = only === 'config' ? { ...manifest, roots: [], paths: [] } : manifest;
  return only === 'closure' || to === undefined ? { ...withoutStore, archives: [] } : withoutStore;
}

function actionsOf(
  { roots, archives, paths }: Manifest,
  missing: Manifest['paths'],
  to: string | undefined,
): Plan['actions'] {
  const store = to === undefined ? storeDirectory() : join(to, 'nix/store');
  const { files } = countFiles({ archives });
  return [
    ...(paths.length === 0
      ? []
      : [
          {
            kind: 'create' as const,
            target: store,
            detail: `${plural(roots.length, 'root')}, then ${missing.length} of ${plural(paths.length, 'store path')} (${bytes(bytesOf(missing))}) into ${store}`,
          },
        ]),
    ...(files === 0 || to === undefined
      ? []
      : [{ kind: 'create' as const, target: to, detail: `${plural(files, 'file')} into ${to}` }]),
  ];
}

const switching = ({ profile, path, before }: SystemSwitch): Plan['actions'][number] => ({
  kind: 'run',
  target: profile,
  detail: `${profile} from ${before === undefined ? 'nothing' : `generation ${before.generation} (${before.path})`} to ${path}, then ${path}/bin/switch-to-configuration switch`,
});
