import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nix as nixService, type Host, type Task } from '@nixai/api';
import { cacheIn } from '../bundles/layout.js';
import { copyFromCache } from '../backup/copy.js';
import { removeTree } from '../disk/folders.js';
import { hexOfNixHash } from '@nixai/nix-cli/hashes';
import { stepFailed } from '../faults.js';
import { verifyContents } from '../nixStore/verifyContents.js';
import type { Manifest } from '../manifest/manifest.js';
import { say } from '../programs.js';

/** So many at once: the kernel takes 2 MB of arguments. */
const atOnce = 1000;

/** A store by Nix's address: that of this machine where absent. */
export const chrootStore = (folder: string): string => `local?root=${folder}`;

/**
 * Which paths of a backup a store has not got: that in a folder, or this machine's. Nobody else is asked:
 * `nix path-info` would ask caches. Nor is Nix where there is no store yet, since asking would make one.
 */
export async function missingIn(
  host: Host,
  { paths }: Manifest,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<Manifest['paths']> {
  if (folder !== undefined && ((await sizeOf(schemaIn(folder))) ?? 0) === 0) return paths;
  const to = folder === undefined ? [] : ['--store', chrootStore(folder)];
  const missing = new Set<string>();
  for (let at = 0; at < paths.length; at += atOnce) {
    const some = paths.slice(at, at + atOnce).map(({ path }) => path);
    const words = [...to, '--check-validity', '--print-invalid', ...some];
    const said = await say(host, 'asking the store', ['nix-store', ...words], { signal });
    for (const line of said.split('\n')) missing.add(line);
  }
  return paths.filter(({ path }) => missing.has(path));
}

/** The file in which Nix notes that a store was made, once it was. */
const schemaIn = (folder: string): string => join(folder, 'nix/var/nix/db/schema');

const sizeOf = async (file: string): Promise<number | undefined> =>
  (await stat(file).catch(() => undefined))?.size;

/** Where Nix was ended while it made a store, that file is empty, and Nix would refuse the store for good. */
export async function mendHalfMade(folder: string): Promise<void> {
  if ((await sizeOf(schemaIn(folder))) === 0) await removeTree(schemaIn(folder));
}

/** Copies the paths that are missing. Broken off, it leaves whole paths, and is taken up again. */
export async function copyClosure(
  host: Host,
  bundle: string,
  manifest: Manifest,
  store: string | undefined,
  missing: Manifest['paths'],
  task: Task,
): Promise<void> {
  const roots = [...new Set(manifest.roots.map(({ path }) => path))];
  await copyFromCache(host, cacheIn(bundle), store, roots, missing, task);
}

/**
 * Has Nix read each path of the backup in the store, and hash it; and the store's own record of it is
 * that of the backup.
 * @returns how many were right.
 * @throws NixaiError `store-step-failed`, naming the first that are not.
 */
export async function checkClosure(
  host: Host,
  { paths }: Manifest,
  store: string | undefined,
  task: Task,
): Promise<number> {
  const names = paths.map(({ path }) => path);
  const { signal } = task;
  let done = 0;
  const { changed, failed } = await verifyContents(host, names, { store, signal }, (read) => {
    task.progress((done += read.length), paths.length, 'items');
  });
  if (changed.length > 0 || failed !== undefined)
    throw stepFailed(
      'checking what was written',
      failed ?? `the contents of ${changed.join(', ')} are others`,
    );
  const service = await host.service(nixService);
  const found = await service.pathInfo(names, { signal, ...(store !== undefined && { store }) });
  const hashes = new Map(found.map(({ path, narHash }) => [path, hexOfNixHash(narHash)]));
  const other = paths.find(({ path, narHash }) => hashes.get(path) !== hexOfNixHash(narHash));
  if (other !== undefined)
    throw stepFailed(
      'checking what was written',
      `the store has another ${other.path} than the backup`,
      `nix-store --verify-path ${other.path}`,
    );
  return paths.length;
}
