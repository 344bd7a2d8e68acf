import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { npm } from '../npm/npm.js';
import type { PluginLock } from './lock.js';

/** Tarballs of a folder by their SHA-512: what they are called does not matter. */
export async function readMirror(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const hashed = names.map(async (name) => {
    const path = join(folder, name);
    const hash = createHash('sha512').update(await readFile(path));
    return [`sha512-${hash.digest('base64')}`, path] as const;
  });
  return new Map(await Promise.all(hashed));
}

/** Puts the tarballs where npm looks first: it takes what has the right hash from its cache. */
export async function useMirror(
  host: Host,
  mirror: ReadonlyMap<string, string>,
  signal?: AbortSignal,
): Promise<void> {
  const tarballs = [...mirror.values()];
  if (tarballs.length > 0) await npm(host, ['cache', 'add', '--', ...tarballs], { signal });
}

/**
 * Copies every package of a lock into a folder, so that it can be synced from there with no network.
 * @returns how many packages.
 */
export async function writeMirror(
  host: Host,
  lock: PluginLock,
  folder: string,
  signal?: AbortSignal,
): Promise<number> {
  const service = await host.service(files);
  // What a package carries is in its tarball.
  const packages = Object.entries(lock.packages).filter(
    ([path, { inBundle }]) => path !== '' && inBundle !== true,
  );
  await service.write(
    join(folder, 'README'),
    'Packages for: nixai plugins sync --frozen --mirror\n',
  );
  for (const [path, { resolved = '', version }] of packages) {
    const name = path.replace(/^.*node_modules\//, '');
    if (resolved.startsWith('file:')) {
      const tarball = await readFile(join(host.paths.data, resolved.slice('file:'.length)));
      await service.write(join(folder, `${name.replaceAll('/', '-')}-${version}.tgz`), tarball);
    } else
      await npm(host, ['pack', '--pack-destination', folder, '--', `${name}@${version}`], {
        signal,
      });
  }
  return packages.length;
}
