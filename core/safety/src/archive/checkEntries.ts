import { dirname } from 'node:path/posix';
import type { ArchivedFile, Extraction } from '@nixai/api';
import { parseJson } from '../json/parseJson.js';
import { sha256 } from '../files/writeAtomically.js';
import { manifestName, type Entry, type Manifest } from './entry.js';
import { foldedPath } from './entryPath.js';
import { archiveRefused } from './faults.js';

/** Holds the entries of an archive, as they come, against the archive's list of hashes. */
export class HashList {
  readonly #files: ArchivedFile[] = [];
  readonly #isRequired: boolean;
  /** What is listed and has not come yet; undefined where there is no list. */
  #missing: Map<string, string> | undefined;
  #isFirst = true;

  constructor(manifest: 'required' | 'optional') {
    this.#isRequired = manifest === 'required';
  }

  /**
   * @returns whether it is to be unpacked, as everything is but for the list itself.
   * @throws NixaiError `archive-refused`.
   */
  add(entry: Entry): boolean {
    const isList = this.#isFirst && entry.path === manifestName;
    if (this.#isFirst && !isList && this.#isRequired) throw withoutList();
    this.#isFirst = false;
    if (isList) {
      this.#missing = new Map(Object.entries(readManifest(entry).files));
      return false;
    }
    if (foldedPath(entry.path) === manifestName) throw archiveRefused('it has two lists of hashes');
    if (entry.kind === 'file') this.#addFile(entry);
    return true;
  }

  /**
   * @returns what is known when all have come.
   * @throws NixaiError `archive-refused` where one is missing.
   */
  end(): Extraction {
    if (this.#isFirst && this.#isRequired) throw withoutList();
    const [missing] = this.#missing?.keys() ?? [];
    if (missing !== undefined) throw archiveRefused(`${JSON.stringify(missing)} is missing`);
    return { files: this.#files, verified: this.#missing !== undefined };
  }

  #addFile({ path, content }: Entry): void {
    const file = { path, size: content.length, sha256: sha256(content) };
    this.#files.push(file);
    if (this.#missing === undefined) return;
    const expected = this.#missing.get(path);
    if (expected === undefined) throw archiveRefused(`${JSON.stringify(path)} is not in its list`);
    if (expected !== file.sha256)
      throw archiveRefused(`${JSON.stringify(path)} is not what its list says`);
    this.#missing.delete(path);
  }
}

const withoutList = () => archiveRefused('it has no list of hashes');

/** Sees to it that no two entries are one file, and no file a folder, on any file system. */
export class Collisions {
  readonly #seen = new Map<string, { path: string; kind: Entry['kind']; listed: boolean }>();

  /** @throws NixaiError `archive-refused`. */
  add({ path, kind }: Pick<Entry, 'path' | 'kind'>): void {
    this.#note(path, kind, true);
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
      this.#note(folder, 'folder', false);
  }

  #note(path: string, kind: Entry['kind'], listed: boolean): void {
    const key = foldedPath(path);
    const known = this.#seen.get(key);
    const same = known?.path === path && known.kind === kind && !(known.listed && listed);
    if (known !== undefined && !same)
      throw archiveRefused(`${JSON.stringify(path)} and ${JSON.stringify(known.path)} collide`);
    this.#seen.set(key, { path, kind, listed: listed || known?.listed === true });
  }
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
