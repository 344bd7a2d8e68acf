import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import type { SearchBackend } from './client.js';

/** The schema when this was written (NixOS/nixos-search, `version.nix`). */
const known = 51;
/** So far beyond the last known one it is looked for. */
const ahead = 4;
const farthest = 30;
/** Milliseconds until it is looked for again. */
const validity = 86_400_000;

interface Remembered {
  readonly branch: string;
  readonly version: number;
  readonly at: number;
}

/**
 * The newest schema version that has documents of a branch. The site raises it now and then, and
 * removes the old one: it is found by trying, and remembered for a day.
 */
export async function schemaVersion(
  host: Host,
  backend: SearchBackend,
  branch: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  const place = join(host.paths.cache, 'docs', `nixos-search-${branch}.json`);
  const remembered = await recall(place, branch);
  if (remembered !== undefined && Date.now() - remembered.at < validity) return remembered.version;
  const version = await probe(backend, branch, remembered?.version ?? known, signal);
  if (version !== undefined) {
    const note: Remembered = { branch, version, at: Date.now() };
    await (await host.service(files)).write(place, JSON.stringify(note));
  }
  return version;
}

/** Forgets it, when its index has gone. */
export async function forgetSchemaVersion(host: Host, branch: string): Promise<void> {
  const service = await host.service(files);
  await service.remove(join(host.paths.cache, 'docs', `nixos-search-${branch}.json`));
}

async function recall(place: string, branch: string): Promise<Remembered | undefined> {
  try {
    const note = JSON.parse(await readFile(place, 'utf8')) as Remembered;
    return note.branch === branch && Number.isInteger(note.version) ? note : undefined;
  } catch {
    return undefined;
  }
}

async function probe(
  backend: SearchBackend,
  branch: string,
  start: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const newestIn = async (versions: readonly number[]) => {
    const counts = await Promise.all(
      versions.map((version) => backend.count(indexName(version, branch), signal)),
    );
    return versions.filter((_, at) => (counts[at] ?? 0) > 0).at(-1);
  };
  let found: number | undefined;
  let next = start;
  while (next <= start + farthest) {
    const window = Array.from({ length: ahead + 1 }, (_, step) => next + step);
    const newest = await newestIn(window);
    if (newest === undefined && found !== undefined) break;
    found = newest ?? found;
    next += ahead + 1;
    if (newest === undefined && next > start + 2 * ahead + 2) break;
  }
  return found ?? newestIn(Array.from({ length: 10 }, (_, step) => start - 10 + step));
}

/** The alias that the importer keeps on its latest run. */
export function indexName(version: number, branch: string): string {
  return `latest-${version}-${branch}`;
}
