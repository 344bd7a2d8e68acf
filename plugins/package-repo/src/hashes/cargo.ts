import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HashAnswer, HashContext, PackageFacts } from '../analyzer.js';
import { parseCargoLock } from '../languages/rust/lock.js';
import { byBuild } from './byBuild.js';
import { narHash } from './nar.js';
import { treeOf } from './npm.js';

/**
 * `cargoHash`: the folder that `fetchCargoVendor` of nixpkgs makes of a lock, put together from
 * cargo's own cache. A crate counts only where its bytes have the checksum of the lock.
 */
export async function cargoHash(
  facts: PackageFacts,
  { folder, signal }: HashContext,
): Promise<HashAnswer> {
  const lockName = facts.dependencyHash?.lock ?? 'Cargo.lock';
  const source = await readFile(join(folder, lockName)).catch(() => undefined);
  const lock = parseCargoLock(source?.toString('utf8'), lockName);
  if (source === undefined || lock === undefined)
    return { missing: `${lockName} is not understood`, command: 'cargo generate-lockfile' };
  const foreign = lock.filter((one) => one.source !== undefined);
  const elsewhere = foreign.filter(({ source: from }) => !isCratesIo(from!));
  if (elsewhere.length > 0)
    return {
      missing: `not from crates.io: ${some(elsewhere.map(({ name }) => name))}`,
      command: byBuild,
    };
  const cache = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'registry', 'cache');
  const registries = await readdir(cache).catch(() => [] as string[]);
  const files: [string, Buffer][] = [];
  const absent: string[] = [];
  for (const { name, version, checksum } of foreign) {
    signal.throwIfAborted();
    const file = `${name}-${version}`;
    const content = await cached(cache, registries, `${file}.crate`, checksum);
    if (content === undefined) absent.push(file);
    else files.push([`tarballs/${file}.tar.gz`, content]);
  }
  if (absent.length > 0)
    return {
      missing: `${absent.length} of ${foreign.length} crates are not in cargo's cache (${some(absent)})`,
      command: 'cargo fetch --locked',
    };
  return {
    hash: await narHash(treeOf(files, [['Cargo.lock', source]]), signal),
    from: `${lockName} and cargo's cache, each of ${foreign.length} checksums verified`,
  };
}

function isCratesIo(source: string): boolean {
  return (
    source === 'registry+https://github.com/rust-lang/crates.io-index' ||
    source === 'sparse+https://index.crates.io/'
  );
}

async function cached(
  cache: string,
  registries: readonly string[],
  file: string,
  checksum: string | undefined,
): Promise<Buffer | undefined> {
  if (checksum === undefined || !/^[\w.+-]+$/.test(file)) return undefined;
  for (const registry of registries) {
    const content = await readFile(join(cache, registry, file)).catch(() => undefined);
    if (content !== undefined && createHash('sha256').update(content).digest('hex') === checksum)
      return content;
  }
  return undefined;
}

function some(names: readonly string[]): string {
  return names.length > 2 ? `${names.slice(0, 2).join(', ')}, …` : names.join(', ');
}
