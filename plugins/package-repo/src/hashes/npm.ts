import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HashAnswer, HashContext, PackageFacts } from '../analyzer.js';
import { algorithms, parseNpmLock, type LockedTarball } from '../languages/node/lock.js';
import { file, folder, narHash, type NarNode } from './nar.js';

/**
 * `npmDepsHash`: the cache of npm that nixpkgs makes of a lock, put together from the person's own
 * one. A tarball counts only where its bytes have the checksum of the lock.
 */
export async function npmDepsHash(facts: PackageFacts, context: HashContext): Promise<HashAnswer> {
  const lockName = facts.dependencyHash?.lock ?? 'package-lock.json';
  const command = `prefetch-npm-deps ${lockName}`;
  const source = await readFile(join(context.folder, lockName)).catch(() => undefined);
  const lock = source === undefined ? undefined : parseNpmLock(source.toString('utf8'));
  if (lock === undefined) return { missing: `${lockName} is not understood`, command };
  if (lock.elsewhere.length > 0)
    return { missing: `not from a registry: ${some(lock.elsewhere)}`, command };
  if (lock.withoutAddress.length > 0)
    return { missing: `the lock names no address for ${some(lock.withoutAddress)}`, command };
  if (lock.tarballs.length === 0)
    return {
      missing: `${lockName} names nothing of a registry: buildNpmPackage wants forceEmptyCache = true`,
      command,
    };
  const { files, absent } = await readCache(lock.tarballs, context.signal);
  if (absent.length > 0)
    return {
      missing: `${absent.length} of ${lock.tarballs.length} tarballs are not in npm's cache (${some(absent)})`,
      command:
        absent.length <= 3
          ? absent.map((url) => `npm cache add ${url}`).join(' && ')
          : `npm ci --ignore-scripts (npm cache add for those of other systems), or: ${command}`,
    };
  const tree = treeOf(
    [...files].map(([path, content]) => [`_cacache/${path}`, content]),
    [[lockName === 'npm-shrinkwrap.json' ? 'package-lock.json' : lockName, source!]],
  );
  return {
    hash: await narHash(tree, context.signal),
    from: `${lockName} and npm's cache, each of ${lock.tarballs.length} checksums verified`,
  };
}

/**
 * What npm's fetcher would make of tarballs, by path, from the person's own cache; and the addresses of
 * those that are not there, or not as the lock has them.
 */
export async function readCache(
  tarballs: readonly LockedTarball[],
  signal?: AbortSignal,
): Promise<{ readonly files: ReadonlyMap<string, Buffer>; readonly absent: readonly string[] }> {
  const cache = process.env['npm_config_cache'] ?? join(homedir(), '.npm');
  const files = new Map<string, Buffer>();
  const absent: string[] = [];
  for (const tarball of tarballs) {
    signal?.throwIfAborted();
    const entry = await cached(join(cache, '_cacache'), tarball);
    if (entry === undefined) absent.push(tarball.url);
    else for (const [path, content] of entry) files.set(path, content);
  }
  return { files, absent };
}

function some(names: readonly string[]): string {
  return names.length > 2 ? `${names.slice(0, 2).join(', ')}, …` : names.join(', ');
}

/** The two files of the cache for a tarball, as npm's fetcher writes them. */
async function cached(
  cache: string,
  { url, integrity }: LockedTarball,
): Promise<readonly (readonly [string, Buffer])[] | undefined> {
  const best = (integrity ?? '')
    .split(/\s+/)
    .map((one) => /^(\w+)-([A-Za-z0-9+/=]+)/.exec(one))
    .filter((one) => one !== null && algorithms.includes(one[1]!))
    .sort((one, other) => algorithms.indexOf(one![1]!) - algorithms.indexOf(other![1]!))[0];
  if (best === undefined || best === null) return undefined;
  const [, algorithm = '', digest = ''] = best;
  const hex = Buffer.from(digest, 'base64').toString('hex');
  const path = `content-v2/${algorithm}/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
  const content = await readFile(join(cache, path)).catch(() => undefined);
  if (content === undefined || createHash(algorithm).update(content).digest('hex') !== hex)
    return undefined;
  const key = `make-fetch-happen:request-cache:${url}`;
  const at = createHash('sha256').update(key).digest('hex');
  const entry = JSON.stringify({
    key,
    integrity: `${algorithm}-${digest}`,
    time: 0,
    size: content.length,
    metadata: { url, options: { compress: true } },
  });
  const index = `index-v5/${at.slice(0, 2)}/${at.slice(2, 4)}/${at.slice(4)}`;
  const line = `${createHash('sha1').update(entry).digest('hex')}\t${entry}`;
  return [
    [path, content],
    [index, Buffer.from(line)],
  ];
}

/** Folders from paths. */
export function treeOf(
  files: Iterable<readonly [string, Uint8Array]>,
  top: Iterable<readonly [string, Uint8Array]> = [],
): NarNode {
  interface Branch {
    readonly [name: string]: Branch | Uint8Array;
  }
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [path, content] of [...files, ...top]) {
    const parts = path.split('/');
    const name = parts.pop()!;
    let at = root;
    for (const part of parts) at = (at[part] ??= Object.create(null)) as Record<string, unknown>;
    at[name] = content;
  }
  const node = (value: Branch | Uint8Array): NarNode =>
    value instanceof Uint8Array
      ? file(value)
      : folder(Object.entries(value).map(([name, child]) => [name, node(child)]));
  return node(root as Branch);
}
