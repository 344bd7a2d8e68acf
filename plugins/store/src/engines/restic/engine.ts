import { join } from 'node:path';
import { isNixaiError, processes, NixaiError } from '@nixai/api';
import { snapshotIn } from '../../bundles/layout.js';
import { manifestHead } from '../../bundles/read.js';
import { makePrivateFolder, removeTree } from '../../disk/folders.js';
import type { Damage } from '../../bundles/verify.js';
import { lastLines, stepFailed } from '../../faults.js';
import type { Access, Snapshot, StoreEngine } from '../engine.js';
import { createRestic, type Restic, type ResticEvent } from './restic.js';
import { snapshotsIn } from './snapshots.js';

/** Backups in a restic repository: encrypted, deduplicated, here or elsewhere. */
export async function resticEngine(access: Access, repository: string): Promise<StoreEngine> {
  const version = await resticVersion(access);
  const restic = createRestic(access, repository);
  const scratch = join(access.staging, 'brought');
  const bundle = join(access.staging, 'bundle');
  const listed = async ({ signal }: { readonly signal: AbortSignal }) => {
    const { stdout } = await restic.run(['snapshots', '--json', '--tag', 'nixai'], { signal });
    return snapshotsIn(stdout);
  };
  return {
    name: 'restic',
    place: restic.place,
    encrypted: true,
    readsBack: 'share',
    bundle,
    tools: { restic: version },
    make: async ({ signal }) => makeRepository(restic, signal),
    async ready({ signal }) {
      await restic.run(['cat', 'config'], { signal });
    },
    async keep(id, task) {
      // What other backups need lies here too, and is none of one without store paths.
      const { pathList } = await manifestHead(bundle, id);
      const names = pathList.paths > 0 ? ['cache', 'snapshots'] : ['snapshots'];
      let last: ResticEvent = {};
      try {
        await restic.follow(
          ['backup', '--json', '--tag', 'nixai', '--tag', `id=${id}`, '--', ...names],
          {
            signal: task.signal,
            cwd: bundle,
            // Some files could not be read: there is a snapshot, and it is not whole.
            answers: [3],
            onEvent: (event) => {
              if (event.message_type === 'summary') last = event;
              else if (event.bytes_done !== undefined && event.total_bytes !== undefined)
                task.progress(event.bytes_done, event.total_bytes, 'bytes');
            },
          },
        );
      } catch (error) {
        throw withLeftovers(error);
      } finally {
        // Secrets lie here no longer than restic reads them.
        await removeTree(snapshotIn(bundle, id));
      }
      if (last.snapshot_id === undefined) throw stepFailed('restic backup', 'it has kept nothing');
      return { added: last.data_added ?? 0, own: last.snapshot_id };
    },
    snapshots: listed,
    async bring(snapshot, wanted, task, also = []) {
      const letGo = (): Promise<void> => removeTree(scratch);
      await letGo();
      await makePrivateFolder(scratch);
      try {
        await restore(restic, snapshot, scratch, includes(snapshot, wanted, also), task);
      } catch (error) {
        await letGo();
        throw error;
      }
      return { bundle: scratch, letGo };
    },
    check: (deep, { signal }, subset) => checkRepository(restic, deep, subset, signal),
    async forget(snapshots, { signal }) {
      const ids = await ownIds(listed, snapshots, signal);
      if (ids.length > 0) await restic.run(['forget', '--prune', ...ids], { signal });
    },
  };
}

/** Where the disk was full, restic has written some of it that no snapshot has. */
function withLeftovers(error: unknown): unknown {
  if (!isNixaiError(error) || error.code !== 'store-no-space') return error;
  const { code, what, why, hint, exitCode, cause } = error;
  const left = 'what was written before of this backup stays in the repository, and is none';
  return new NixaiError({
    ...{ code, what, exitCode, cause },
    why: why === undefined ? left : `${why}\n${left}`,
    hint: `${hint ?? 'make room'}; restic prune takes out what is left of it`,
  });
}

/** The names of a snapshot that restic is asked for; all where there are none. */
function includes(
  { id }: Snapshot,
  wanted: Parameters<StoreEngine['bring']>[1],
  also: readonly string[],
): readonly string[] {
  if (wanted === 'all') return [];
  const own = wanted === 'manifest' ? ['/manifest.json', '/paths.json'] : [''];
  return [...own.map((name) => `/snapshots/${id}${name}`), ...also.map((name) => `/cache/${name}`)];
}

async function restore(
  restic: Restic,
  { id, own }: Snapshot,
  target: string,
  names: readonly string[],
  task: Parameters<StoreEngine['bring']>[2],
): Promise<void> {
  const some = names.flatMap((name) => ['--include', name]);
  // Where restic's name of it is not known here, the newest with its tag is it.
  const which = own === undefined ? ['latest', '--tag', `id=${id}`] : [own];
  await restic.follow(['restore', '--json', '--target', target, ...some, ...which], {
    signal: task.signal,
    onEvent: ({ bytes_restored: done, total_bytes: total }) => {
      // Only newer ones tell.
      if (done !== undefined && total !== undefined) task.progress(done, total, 'bytes');
    },
  });
}

async function makeRepository(restic: Restic, signal: AbortSignal): Promise<void> {
  await restic.run(['init'], { signal }).catch((error: unknown) => {
    // Somebody has made it already.
    if (!/already (?:exists|initialized)/.test(String((error as NixaiError).why))) throw error;
  });
}

async function checkRepository(
  restic: Restic,
  deep: boolean,
  subset: string | undefined,
  signal: AbortSignal,
): Promise<readonly Damage[]> {
  const data = deep ? [subset === undefined ? '--read-data' : `--read-data-subset=${subset}`] : [];
  const { code, stdout, stderr } = await restic.run(['check', ...data], { signal, answers: [1] });
  if (code === 0) return [];
  const said = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => /error|does not match|damaged|missing|not found|fatal/i.test(line));
  const lines = said.length > 0 ? said : [lastLines(stderr, 1)];
  return lines.slice(0, 50).map((line) => ({ file: restic.place, why: line.trim() }));
}

async function ownIds(
  list: StoreEngine['snapshots'],
  snapshots: readonly Snapshot[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const known = snapshots.every(({ own }) => own !== undefined)
    ? snapshots
    : await list({ signal });
  const wanted = new Set(snapshots.map(({ id }) => id));
  return known.flatMap(({ id, own }) => (own !== undefined && wanted.has(id) ? [own] : []));
}

async function resticVersion({ host, signal }: Access): Promise<string> {
  const runner = await host.service(processes);
  if ((await runner.which('restic')) === undefined)
    throw new NixaiError({
      code: 'program-missing',
      what: 'restic is not installed',
      hint: 'nix-shell -p restic, or --output FOLDER, which needs none',
    });
  const { stdout } = await runner.run(['restic', 'version'], { signal });
  return /restic (\S+)/.exec(stdout)?.[1] ?? '';
}
