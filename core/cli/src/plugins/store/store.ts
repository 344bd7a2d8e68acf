import { join } from 'node:path';
import { NixaiError, files, messageOf, type Host } from '@nixai/api';
import { changeCopy } from '@nixai/safety';
import { readJson, readList, type StoreEntry, type StoreFile } from './list.js';
import { finishUnderLock, storeLock, storePatience } from './unfinished.js';

/** What npm wrote down of an installed package. */
export interface Installed {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

export type { StoreEntry } from './list.js';

/** The user's plugins, in the order they were added. */
export function storeEntries({ paths }: Pick<Host, 'paths'>): readonly StoreEntry[] {
  return readStore(paths.data).oclif.plugins;
}

/** What is under `node_modules` of the store, by package name: npm writes its list there. */
export function installedPackages({ paths }: Pick<Host, 'paths'>): ReadonlyMap<string, Installed> {
  const top = Object.entries(npmList(paths.data)).filter(
    ([path]) => !/node_modules\/.*node_modules\//.test(path),
  );
  return new Map(top.map(([path, installed]) => [path.replace(/^node_modules\//, ''), installed]));
}

function npmList(data: string): Readonly<Record<string, Installed>> {
  const list = readJson<{ packages?: Record<string, Installed> }>(
    join(data, 'node_modules/.package-lock.json'),
  );
  return list?.packages ?? {};
}

/** Makes the store's package.json if there is none, so that npm installs here and not above. */
export async function ensureStore(host: Host): Promise<void> {
  await writeStore(host, readStore(host.paths.data));
}

/** Puts entries into the list, each in the place of one of the same name. */
export async function putEntries(host: Host, added: readonly StoreEntry[]): Promise<void> {
  const store = readStore(host.paths.data);
  const names = new Set(added.map(({ name }) => name));
  const kept = store.oclif.plugins.filter(({ name }) => !names.has(name));
  await writeStore(host, { ...store, oclif: { schema: 1, plugins: [...kept, ...added] } });
}

/** Takes entries out of the list. */
export async function dropEntries(host: Host, names: readonly string[]): Promise<void> {
  const store = readStore(host.paths.data);
  const plugins = store.oclif.plugins.filter(({ name }) => !names.includes(name));
  await writeStore(host, { ...store, oclif: { schema: 1, plugins } });
}

/** Makes the store's files for `npm ci`: exactly these packages, and these entries. */
export async function writeStoreFiles(
  host: Host,
  packages: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>>,
  entries: readonly StoreEntry[],
): Promise<void> {
  const dependencies = packages['']?.dependencies ?? {};
  await writeStore(host, {
    private: true,
    dependencies,
    oclif: { schema: 1, plugins: entries },
  });
  // npm's lock of version 3 (npm-package-lock.json(5)).
  const lock = { lockfileVersion: 3, requires: true, packages };
  const service = await host.service(files);
  const path = join(host.paths.data, 'package-lock.json');
  await service.write(path, `${JSON.stringify(lock, null, 2)}\n`);
}

/** What npm works on. */
const npmParts = ['package.json', 'package-lock.json', 'node_modules', 'tarballs'];

/**
 * Has npm change the plugins, all or nothing: `work` gets a host whose store is a copy, which takes
 * the place of the real one when it is done.
 */
export function changeStore<T>(host: Host, work: (host: Host) => Promise<T>): Promise<T> {
  const { paths } = host;
  return withStoreLock(host, async () => {
    await finishUnderLock(paths);
    const onCopy = (copy: string) => work({ ...host, paths: { ...paths, data: copy } });
    return changeCopy(paths.data, npmParts, onCopy, host);
  });
}

/** One nixai at a time changes the plugins; the others wait half a minute. */
export async function withStoreLock<T>(host: Host, work: () => Promise<T>): Promise<T> {
  const service = await host.service(files);
  const lock = await service.lock(storeLock(host.paths.data), storePatience);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

async function writeStore(host: Host, store: StoreFile): Promise<void> {
  const service = await host.service(files);
  await service.write(join(host.paths.data, 'package.json'), `${JSON.stringify(store, null, 2)}\n`);
}

function readStore(data: string): StoreFile {
  const path = join(data, 'package.json');
  try {
    return readList(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): NixaiError {
  return new NixaiError({
    code: 'file-unreadable',
    what: `the list of plugins in ${path} cannot be read`,
    why: messageOf(cause),
    hint: `mv ${path} ${path}.old   and install the plugins again`,
    cause,
  });
}
