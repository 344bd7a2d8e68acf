import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  files as filesService,
  messageOf,
  nix as nixService,
  type CommandContext,
  type Host,
  type Task,
} from '@nixai/api';
import type { BackedUpPath } from '../manifest/manifest.js';
import { letGoOf } from '../bundles/describe.js';
import { cacheIn, snapshotIn, snapshotsIn } from '../bundles/layout.js';
import { prune, removeManifests } from '../bundles/prune.js';
import { bytes } from '../render/bytes.js';
import { freeBytes, makePrivateFolder, removeTree } from '../disk/folders.js';
import type { StoreEngine } from '../engines/engine.js';
import { noSpace } from '../faults.js';
import { gatherFiles } from '../gather/files.js';
import { gatherRoots } from '../gather/roots.js';
import { countFiles, type Scope } from '../manifest/manifest.js';
import { say } from '../programs.js';
import { keepRecord } from '../records/records.js';
import { packFiles } from './archive.js';
import { bytesOf, closureOf, type Closure } from './closure.js';
import { copyToCache } from './copy.js';
import { holding } from './hold.js';
import { hooked } from './hooks.js';
import { keepKnownPaths, knownPaths } from './knownPaths.js';
import { readBack } from './readBack.js';
import type { BackupResult } from './result.js';
import { pathsIn, writeManifest } from './write.js';

export interface BackupRequest {
  readonly engine: StoreEngine;
  readonly scope: readonly Scope[];
  readonly roots: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly pre?: string;
  readonly post?: string;
  /** Whether the repository is made where there is none. */
  readonly init: boolean;
  readonly dryRun: boolean;
  readonly verify: boolean;
}

type Work = Pick<CommandContext, 'host' | 'tasks' | 'signal'>;

/**
 * Backs up a machine: what its roots need of the store, and its files. In this order: roots held, store
 * paths copied, files packed, manifest written, kept, read back. Whatever ends it on the way leaves no
 * backup and no harm, and the next one goes on with what is copied.
 */
export async function backUp({ host, tasks }: Work, request: BackupRequest): Promise<BackupResult> {
  const { engine, dryRun, pre, post } = request;
  if (dryRun) return tasks.run('Looking', (task) => look(host, request, task));
  await makePrivateFolder(engine.bundle);
  const lock = await (await host.service(filesService)).lock(join(engine.bundle, '.lock'));
  try {
    return await tasks.run('Backing up', async (task) => {
      if (request.init) await engine.make?.(task);
      return hooked(host, { pre, post }, task, () => doBackUp(host, request, task));
    });
  } finally {
    await lock.release();
  }
}

/** @param ready beside asking Nix: a wrong password is told before anything is copied. */
async function gather(
  host: Host,
  request: BackupRequest,
  signal: AbortSignal,
  ready = async () => {},
) {
  const { engine, scope, include, exclude } = request;
  const configuration = await host.config.get('nixos_folder');
  const { bundle, encrypted } = engine;
  const [roots, gathered] = await Promise.all([
    gatherRoots(scope, request.roots),
    gatherFiles({ scope, configuration, include, exclude, encrypted }),
  ]);
  const targets = [...new Set(roots.map(({ path }) => path))];
  const known = await knownPaths(bundle, targets, signal);
  if (known !== undefined)
    return { roots, targets, ...gathered, ...closureOfKnown(known), isKnown: true };
  const [closure] = await Promise.all([
    closureOf(host, targets, bundle, signal),
    targets.length > 0 ? ready() : undefined,
  ]);
  return { roots, targets, ...gathered, ...closure, isKnown: false };
}

const closureOfKnown = (known: readonly BackedUpPath[]): Closure => ({
  records: known,
  missing: [],
  described: new Map(known.map((one) => [one.path, one])),
});

type GatheredAll = Awaited<ReturnType<typeof gather>>;

const about = (
  { engine, dryRun }: BackupRequest,
  { roots, records, missing, sources, left }: GatheredAll,
) => ({
  place: engine.place,
  engine: engine.name,
  dryRun,
  roots,
  paths: records.length,
  bytes: bytesOf(records),
  newPaths: missing.length,
  newBytes: bytesOf(missing),
  sources: sources.flatMap(({ paths }) => paths),
  left,
});

async function look(host: Host, request: BackupRequest, task: Task): Promise<BackupResult> {
  const began = performance.now();
  const gathered = await gather(host, request, task.signal);
  return {
    ...about(request, gathered),
    files: 0,
    fileBytes: 0,
    warnings: [],
    seconds: secondsSince(began),
  };
}

async function doBackUp(host: Host, request: BackupRequest, task: Task): Promise<BackupResult> {
  const began = performance.now();
  const { engine, scope } = request;
  const { bundle } = engine;
  const made = new Date();
  const id = newId(made);
  const [gathered, nix] = await task.step('Roots and what they need', ({ signal }) =>
    Promise.all([
      gather(host, request, signal, async () => engine.ready?.({ signal })),
      nixVersion(host),
    ]),
  );
  const { roots, targets, records, missing, sources } = gathered;
  await refuseFull(bundle, bytesOf(missing));
  // What is copied already needs no root.
  const held = missing.length === 0 ? [] : targets;
  const kept = await holding(host, held, join(bundle, '.roots'), task.signal, async () => {
    // What another repository was given is of no use to this one.
    if (bundle !== engine.place) await removeTree(snapshotsIn(bundle));
    // One without store paths leaves what the others have copied.
    if (bundle === engine.place || targets.length > 0)
      await prune(
        bundle,
        records.map(({ path }) => path),
      );
    await makePrivateFolder(snapshotIn(bundle, id));
    await letGoOf(cacheIn(bundle), missing);
    await task.step('Store paths', (step) =>
      copyToCache(host, targets, cacheIn(bundle), missing, step),
    );
    const packed = await task.step('Files of the machine', async (step) => {
      const all = [];
      for (const one of sources.filter(({ paths }) => paths.length > 0))
        all.push(await packFiles(host, one, snapshotIn(bundle, id), step));
      return all;
    });
    const archives = packed.map(({ archive }) => archive);
    const told = { id, made: made.toISOString(), scope, roots, archives, left: gathered.left };
    const tools = { nixai: host.version, ...nix, ...engine.tools };
    const manifest = await task.step('Manifest', async ({ signal }) => {
      // What stays here lasts before something says that it is there; a repository sees to it itself.
      if (bundle === engine.place)
        await say(host, 'sync', ['sync', '--file-system', bundle], { signal });
      const paths = await pathsIn(bundle, gathered, signal);
      if (bundle !== engine.place && !gathered.isKnown)
        await keepKnownPaths(host, bundle, targets, paths);
      return writeManifest(host, bundle, paths, { ...told, tools });
    });
    return { manifest, warnings: packed.flatMap(({ warnings }) => warnings) };
  }).catch(async (error: unknown) => {
    await removeManifests(bundle, [id]).catch(() => {});
    await removeTree(snapshotIn(bundle, id)).catch(() => {});
    throw error;
  });
  const { manifest, warnings } = kept;
  const { added, own } = await task.step(`Into ${engine.place}`, (step) => engine.keep(id, step));
  const { made: madeAt, host: hostname } = manifest;
  const snapshot = { id, made: madeAt, host: hostname, ...(own !== undefined && { own }) };
  const verified = request.verify
    ? await task
        .step('Reading it back', (step) => readBack(engine, snapshot, manifest, missing, step))
        .catch(async (error: unknown) => {
          // What could not be read back is no backup; who asks for one later shall not be given it.
          if (!task.signal.aborted) await engine.forget([snapshot], task).catch(() => {});
          throw error;
        })
    : undefined;
  const { name, place } = engine;
  const record = { id, place, engine: name, made: manifest.made };
  const notNoted = await keepRecord(host, {
    ...record,
    ...(verified && { verified: new Date().toISOString() }),
  }).then(
    () => [],
    // The backup is there all the same.
    (error: unknown) => [`it is not noted here that it was made: ${messageOf(error)}`],
  );
  const counted = countFiles(manifest);
  return {
    id,
    ...about(request, gathered),
    files: counted.files,
    fileBytes: counted.bytes,
    ...(added !== undefined && { added }),
    ...(verified && { verified }),
    warnings: [...warnings, ...notNoted],
    seconds: secondsSince(began),
  };
}

async function nixVersion(host: Host): Promise<{ readonly nix?: string }> {
  const version = await (await host.service(nixService)).version();
  return version === undefined ? {} : { nix: version.version };
}

async function refuseFull(bundle: string, needed: number): Promise<void> {
  const free = await freeBytes(bundle);
  if (needed > free) throw noSpace(bundle, bytes(needed), bytes(free));
}

/** Sorts by time, and is nobody else's. */
const newId = (now: Date): string =>
  `${now.toISOString().replace(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;

const secondsSince = (began: number): number => Math.round((performance.now() - began) / 10) / 100;
