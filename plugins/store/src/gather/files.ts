import { constants } from 'node:fs';
import { access, lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ArchiveName } from '../bundles/layout.js';
import { filesUnreadable } from '../faults.js';
import type { Scope } from '../manifest/manifest.js';

/** The files of the machine that go into an archive. */
export interface Sources {
  readonly archive: ArchiveName;
  /** Absolute, there, and readable. */
  readonly paths: readonly string[];
  /** Patterns of what is left out, as tar takes them. */
  readonly exclude: readonly string[];
}

export interface Gathered {
  readonly sources: readonly Sources[];
  /** What is not in the backup, a sentence each. */
  readonly left: readonly string[];
}

export interface FilesToGather {
  readonly scope: readonly Scope[];
  /** The folder of the configuration. */
  readonly configuration: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether secrets are safe where it goes. */
  readonly encrypted: boolean;
}

/** Never in a backup that anybody may read. */
const secretPatterns = ['/etc/ssh/ssh_host_*_key', '/etc/shadow', '/etc/shadow-', '/etc/gshadow*'];
const keysOf = 'keys of the SSH host';

/** What of the machine's files is backed up, and what is not. */
export async function gatherFiles(wanted: FilesToGather): Promise<Gathered> {
  const { scope, configuration, include, exclude, encrypted } = wanted;
  const paths = include.map((path) => resolve(path));
  const left: string[] = [];
  if (scope.includes('config')) paths.push(resolve(configuration));
  const keys = scope.includes('state') ? await hostKeys() : [];
  if (scope.includes('state')) paths.push('/var/lib/nixos', '/etc/machine-id', ...publicOf(keys));
  const there = await readable(paths, include);
  if (scope.includes('config') && !there.includes(resolve(configuration)))
    left.push(`${configuration}: there is no such folder`);
  const secrets = encrypted ? await openable(keys) : [];
  if (keys.length > secrets.length)
    left.push(
      encrypted
        ? `${keysOf}: only root may read them`
        : `${keysOf}: only an encrypted repository gets them`,
    );
  left.push('/home and /root, unless included');
  left.push('databases and what services keep in /var/lib, unless included or dumped by --pre');
  return {
    sources: [
      {
        archive: 'files.tar',
        paths: there,
        exclude: [...exclude, ...(encrypted ? [] : secretPatterns)],
      },
      ...(secrets.length > 0
        ? [{ archive: 'secrets.tar' as const, paths: secrets, exclude: [] }]
        : []),
    ],
    left,
  };
}

async function hostKeys(): Promise<readonly string[]> {
  const names = await readdir('/etc/ssh').catch(() => []);
  return names
    .filter((name) => /^ssh_host_\w+_key$/.test(name))
    .sort()
    .map((name) => join('/etc/ssh', name));
}

const publicOf = (keys: readonly string[]): string[] => keys.map((key) => `${key}.pub`);

/** Those that are there. What was named by a person has to be. */
async function readable(paths: readonly string[], named: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    [...new Set(paths)].sort().map(async (path) => {
      const info = await lstat(path).catch(() => undefined);
      if (info === undefined && named.some((one) => resolve(one) === path))
        throw filesUnreadable(path, 'it is not there');
      return info === undefined ? undefined : path;
    }),
  );
  return found.filter((path) => path !== undefined);
}

async function openable(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path, constants.R_OK).then(
        () => path,
        () => undefined,
      ),
    ),
  );
  return found.filter((path) => path !== undefined);
}
