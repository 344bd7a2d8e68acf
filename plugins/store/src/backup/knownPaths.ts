import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { hasAll } from '../bundles/describe.js';
import { cacheIn } from '../bundles/layout.js';
import { storeDirectory } from '../gather/places.js';
import type { BackedUpPath } from '../manifest/manifest.js';
import { oddInPaths } from '../manifest/odd.js';
import { sealed, unsealed } from '../manifest/text.js';

// What a root needs does not change while it is there, so that Nix is asked once for the same roots.

interface Known {
  readonly store: string;
  /** Store paths of the roots. */
  readonly roots: readonly string[];
  readonly paths: readonly BackedUpPath[];
}

const fileIn = (bundle: string): string => join(bundle, '.known-paths.json');

/** All that these roots need, if the last backup had the same ones and all of it is still in the bundle. */
export async function knownPaths(
  bundle: string,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<readonly BackedUpPath[] | undefined> {
  const file = fileIn(bundle);
  const text = await readRegular(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const known = knownIn(text, file);
  const isSame =
    known?.store === storeDirectory() && [...roots].sort().join() === known.roots.join();
  return isSame && (await hasAll(cacheIn(bundle), known.paths, signal)) ? known.paths : undefined;
}

function knownIn(text: string, file: string): Known | undefined {
  try {
    const known = unsealed(text, file) as Known;
    const isOurs = Array.isArray(known.roots) && oddInPaths(known.paths, known.store) === undefined;
    return isOurs ? known : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what these roots need for the next backup. */
export async function keepKnownPaths(
  host: Host,
  bundle: string,
  roots: readonly string[],
  paths: readonly BackedUpPath[],
): Promise<void> {
  const known: Known = { store: storeDirectory(), roots: [...roots].sort(), paths };
  const service = await host.service(files);
  await service.write(fileIn(bundle), sealed(known), { mode: 0o600 });
}
