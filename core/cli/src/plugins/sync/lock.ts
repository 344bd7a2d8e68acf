import { existsSync } from 'node:fs';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { parseJson } from '@nixai/safety';
import { readBounded } from '../../readBounded.js';
import type { Candidate } from '../package/candidate.js';
import type { ListedPlugin } from './pluginList.js';

/** A plugin of the lock: exactly these bytes. */
export interface LockedPlugin extends Pick<
  Candidate,
  'name' | 'version' | 'source' | 'from' | 'integrity'
> {
  /** As the list has it. */
  readonly typed: string;
}

/** A package of npm's own lock. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** True for what lies in the tarball of the package around it, under that one's hash. */
  readonly inBundle?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** `nixai-plugins.lock.json`: what a list came to, with every dependency and its hash. */
export interface PluginLock {
  readonly format: 1;
  readonly plugins: readonly LockedPlugin[];
  /** The `packages` of npm's lock (version 3), by their place in the store. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** Bytes; thousands of packages. */
export const largestLock = 16 << 20;

/** Where the lock of a list is, unless it is named: `nixai-plugins.lock.json` beside `nixai-plugins.yaml`. */
export const lockFile = (list: string): string => list.replace(/(\.ya?ml)?$/, '.lock.json');

export const lockText = (lock: PluginLock): string => `${JSON.stringify(lock, null, 2)}\n`;

/** A plugin of the lock, and what the list on this machine says of it. */
export type PinnedPlugin = LockedPlugin & Pick<ListedPlugin, 'spec'>;

/**
 * Reads the lock of a list.
 * @throws NixaiError `plugin-lock-outdated` where it is not there, or is of another list.
 */
export function readLock(
  file: string,
  listed: readonly ListedPlugin[],
): { readonly lock: PluginLock; readonly pinned: readonly PinnedPlugin[] } {
  if (!existsSync(file)) throw outdated(file, 'it is not there');
  const lock = parseLock(file);
  const pinned = listed.map(({ typed, spec }): PinnedPlugin => {
    const locked = lock.plugins.find((one) => one.typed === typed);
    if (locked === undefined) throw outdated(file, `${typed} is not in it`);
    return { ...locked, spec };
  });
  const extra = lock.plugins.find(({ typed }) => !listed.some((one) => one.typed === typed));
  if (extra !== undefined) throw outdated(file, `${extra.typed} is in it, and not in the list`);
  const open = Object.keys(lock.packages).find((path) => !isHashed(lock.packages, path));
  if (open !== undefined) throw outdated(file, `${open} has no SHA-512 hash`);
  return { lock, pinned };
}

/** Whether npm will hold a package to a hash: its own, or that of the one whose tarball it lies in. */
function isHashed(packages: PluginLock['packages'], path: string): boolean {
  const { integrity, inBundle, resolved } = packages[path] ?? {};
  if (path === '' || integrity?.startsWith('sha512-') === true) return true;
  const around = path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/')));
  return inBundle === true && resolved === undefined && around !== '' && isHashed(packages, around);
}

function parseLock(file: string): PluginLock {
  try {
    const lock = parseJson(readBounded(file, largestLock)) as PluginLock;
    if (lock.format !== 1) throw new Error('it is of another format');
    return lock;
  } catch (error) {
    throw outdated(file, messageOf(error));
  }
}

function outdated(file: string, why: string): NixaiError {
  return new NixaiError({
    code: 'plugin-lock-outdated',
    what: `${file} does not say what to install`,
    why,
    hint: 'nixai plugins sync',
    exitCode: ExitCode.refused,
  });
}
