import { dirname } from 'node:path/posix';
import type { ArchivedFile, Extraction } from '@nixai/api';
import { parseJson } from '../json/parseJson.js';
import { sha256 } from '../files/writeAtomically.js';
import { manifestName, type Entry, type Manifest } from './entry.js';
import { foldedPath } from './entryPath.js';
import { archiveRefused } from './faults.js';

/** The entries to write, and what is known of them. */
export interface Checked extends Extraction {
  readonly entries: readonly Entry[];
}

/**
 * Checks entries against each other and against the archive's list of hashes.
 * @throws NixaiError `archive-refused`.
 */
export function checkEntries(all: readonly Entry[], manifest: 'required' | 'optional'): Checked {
  const [first, ...others] = all;
  const hasManifest = first?.path === manifestName;
  const entries = hasManifest ? others : all;
  if (!hasManifest && manifest === 'required') throw archiveRefused('it has no list of hashes');
  if (entries.some(({ path }) => foldedPath(path) === manifestName))
    throw archiveRefused('it has two lists of hashes');
  const files = entries.filter(({ kind }) => kind === 'file').map(archived);
  if (hasManifest) checkHashes(files, readManifest(first));
  return { entries, files, verified: hasManifest };
}

const archived = ({ path, content }: Entry): ArchivedFile => ({
  path,
  size: content.length,
  sha256: sha256(content),
});

/** No two entries may be one file, and no file a folder, on any file system. */
export function checkCollisions(entries: readonly Entry[]): void {
  const seen = new Map<string, { path: string; kind: Entry['kind']; listed: boolean }>();
  const add = (path: string, kind: Entry['kind'], listed: boolean): void => {
    const key = foldedPath(path);
    const known = seen.get(key);
    const same = known?.path === path && known.kind === kind && !(known.listed && listed);
    if (known !== undefined && !same)
      throw archiveRefused(`${JSON.stringify(path)} and ${JSON.stringify(known.path)} collide`);
    seen.set(key, { path, kind, listed: listed || known?.listed === true });
  };
  for (const { path, kind } of entries) {
    add(path, kind, true);
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
      add(folder, 'folder', false);
  }
}

function checkHashes(files: readonly ArchivedFile[], { files: hashes }: Manifest): void {
  const listed = new Map(Object.entries(hashes));
  for (const { path, sha256: hash } of files) {
    const expected = listed.get(path);
    if (expected === undefined) throw archiveRefused(`${JSON.stringify(path)} is not in its list`);
    if (expected !== hash)
      throw archiveRefused(`${JSON.stringify(path)} is not what its list says`);
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined) throw archiveRefused(`${JSON.stringify(missing)} is missing`);
}

function readManifest({ content }: Entry): Manifest {
  try {
    const manifest = parseJson(Buffer.from(content).toString('utf8')) as Manifest;
    if (
      manifest.format === 1 &&
      Object.values(manifest.files).every((one) => typeof one === 'string')
    )
      return manifest;
  } catch {
    // The same to a person.
  }
  throw archiveRefused('its list of hashes cannot be read');
}
