import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExitCode, NixaiError, files, type Host } from '@nixai/api';
import { readBounded } from '../../readBounded.js';
import { checkUnpacked, installPackages, isInstalled } from '../install/install.js';
import { planInstall, type Planned, type Preview } from '../install/plan.js';
import { uninstall } from '../install/uninstall.js';
import { npm } from '../npm/npm.js';
import type { Candidate } from '../package/candidate.js';
import { changeStore, storeEntries, writeStoreFiles, type StoreEntry } from '../store/store.js';
import type { PluginSpec } from '../package/spec.js';
import { isExact } from '../package/versions.js';
import {
  largestLock,
  lockText,
  readLock,
  type LockedPackage,
  type PinnedPlugin,
  type PluginLock,
} from './lock.js';
import { readMirror, useMirror } from './mirror.js';
import { readPluginList, type ListedPlugin } from './pluginList.js';

/** What is committed: absolute paths of the list and of its lock. */
export interface CommittedFiles {
  readonly list: string;
  readonly lock: string;
}

/** What a sync would do, and the way to do it. */
export interface SyncPlan {
  readonly plugins: readonly Preview[];
  /** Installed plugins that the list does not have. */
  readonly removes: readonly string[];
  /** False if everything is as the list has it. */
  readonly changes: boolean;
  /** The lock as it is on the disk; absent where a new one is made. */
  readonly lock?: PluginLock;
  /** Does it; returns the lock that holds then. */
  readonly carryOut: () => Promise<PluginLock>;
}

/** Brings the plugins to what the list says now, and writes the lock. */
export async function planSync(
  host: Host,
  committed: CommittedFiles,
  signal?: AbortSignal,
): Promise<SyncPlan> {
  const listed = readPluginList(committed.list);
  const planned = await planInstall(
    host,
    listed.map(({ spec }) => spec),
    signal,
  );
  const removes = notListed(host, planned);
  const previews = planned.map(({ preview }) => preview);
  return {
    plugins: previews,
    removes,
    changes: removes.length > 0 || previews.some(({ changes }) => changes),
    async carryOut() {
      await installPackages(
        host,
        planned.map(({ candidate }) => candidate),
        signal,
      );
      if (removes.length > 0) await uninstall(host, removes);
      const lock = lockOf(host, listed, planned);
      await (await host.service(files)).write(committed.lock, lockText(lock));
      return lock;
    },
  };
}

function lockOf(host: Host, listed: readonly ListedPlugin[], planned: readonly Planned[]) {
  const npmLock = JSON.parse(
    readBounded(join(host.paths.data, 'package-lock.json'), largestLock),
  ) as {
    packages: Record<string, LockedPackage>;
  };
  const plugins = planned.map(({ candidate }, index) => {
    const { name, version, source, from, integrity } = candidate;
    const typed = listed[index]?.typed ?? '';
    // A path means something only beside the list: no folder of this machine goes into the lock.
    const origin = source === 'registry' ? from : typed;
    return { typed, name, version, source, from: origin, integrity };
  });
  return { format: 1 as const, plugins, packages: npmLock.packages };
}

function notListed(host: Host, planned: readonly Pick<Planned, 'preview'>[]): readonly string[] {
  const names = planned.map(({ preview }) => preview.name);
  return storeEntries(host)
    .filter(({ name, type }) => type === 'user' && !names.includes(name))
    .map(({ name }) => name);
}

/**
 * Brings the plugins to exactly the bytes of the lock.
 * @param mirror a folder of tarballs to take them from, instead of any registry.
 */
export async function planFrozen(
  host: Host,
  committed: CommittedFiles,
  mirror?: string,
  signal?: AbortSignal,
): Promise<SyncPlan> {
  const listed = readPluginList(committed.list);
  const { lock, pinned } = readLock(committed.lock, listed);
  const tarballs = mirror === undefined ? undefined : await readMirror(mirror);
  const specs = pinned.map((plugin): PluginSpec => {
    const { name, version, integrity, spec } = plugin;
    const copy = tarballs?.get(integrity);
    if (copy !== undefined) return { kind: 'tarball', from: copy };
    if (tarballs !== undefined) throw notInMirror(mirror ?? '', `${name} ${version}`);
    return spec.kind === 'registry' ? { ...spec, range: version } : spec;
  });
  const planned = await planInstall(host, specs, signal, pinned);
  planned.forEach(({ candidate }, index) => sameBytes(candidate, pinned[index]?.integrity));
  const removes = notListed(host, planned);
  const candidates = planned.map(({ candidate }) => candidate);
  return {
    plugins: planned.map(({ preview }) => preview),
    removes,
    lock,
    changes: removes.length > 0 || candidates.some((one) => !isInstalled(host, one)),
    async carryOut() {
      if (tarballs !== undefined) await useMirror(host, tarballs, signal);
      await installLock(host, lock, pinned, candidates, {
        offline: tarballs !== undefined,
        signal,
      });
      return lock;
    },
  };
}

/** The store as the lock has it: npm checks the hash of each package, dependencies too. */
async function installLock(
  host: Host,
  lock: PluginLock,
  pinned: readonly PinnedPlugin[],
  candidates: readonly Candidate[],
  { offline, signal }: { readonly offline: boolean; readonly signal?: AbortSignal },
): Promise<void> {
  const tarballOf = new Map(candidates.map((one) => [one.integrity, one.tarball]));
  await changeStore(host, async (copy) => {
    const service = await copy.service(files);
    for (const { source, integrity } of pinned) {
      const place = Object.values(lock.packages).find((one) => one.integrity === integrity);
      const tarball = tarballOf.get(integrity);
      if (source === 'registry' || tarball === undefined) continue;
      const kept = join(copy.paths.data, 'tarballs', basename(place?.resolved ?? tarball));
      await service.write(kept, await readFile(tarball));
    }
    const entries = pinned.map(({ name, version, spec }): StoreEntry => {
      if (spec.kind !== 'registry') return { name, type: 'user', url: spec.from };
      return { name, type: 'user', tag: isExact(spec.range) ? version : spec.range };
    });
    const links = storeEntries(copy).filter(({ type }) => type === 'link');
    await writeStoreFiles(copy, lock.packages, [...links, ...entries]);
    const argv = ['ci', '--omit=dev', ...(offline ? ['--offline'] : [])];
    await npm(copy, argv, { cwd: copy.paths.data, signal });
    await checkUnpacked(copy, candidates);
  });
}

function sameBytes({ name, version, integrity }: Candidate, locked: string | undefined): void {
  if (integrity === locked) return;
  throw new NixaiError({
    code: 'integrity-mismatch',
    what: `${name} ${version} is not what the lock says`,
    why: `it should be ${locked}\nand is        ${integrity}`,
    exitCode: ExitCode.refused,
  });
}

function notInMirror(mirror: string, what: string): NixaiError {
  return new NixaiError({
    code: 'plugin-not-mirrored',
    what: `${mirror} holds no tarball of ${what} with the hash of the lock`,
    hint: 'nixai plugins sync --save-mirror FOLDER',
    exitCode: ExitCode.refused,
  });
}
