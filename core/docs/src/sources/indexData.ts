import type { Host } from '@nixai/api';
import {
  buildIndex,
  indexPlace,
  type IndexContent,
  type IndexPlace,
  type IndexStore,
} from '../index/index.js';
import { optionSetOf, parseOptionFile } from './format/optionFile.js';
import { isPackageFile, parsePackageFile } from './format/packageFile.js';
import { optionEntry } from './optionDocs.js';
import { ownRelease, setDate } from './ownRelease.js';
import { packageEntry } from './packageDocs.js';

/** Data that was read, and what is known of it. */
export interface ReadData {
  readonly source: string;
  readonly release?: string;
  readonly date: string;
  readonly from: string;
  readonly fingerprint: string;
  readonly json: unknown;
}

/**
 * Indexes an option set or a package set, whichever the data is, in the place of the one before.
 * @throws NixaiError `doc-data-invalid` when it is neither.
 */
export async function indexData(
  host: Host,
  store: IndexStore,
  { json, ...about }: ReadData,
): Promise<IndexPlace> {
  const packages = isPackageFile(json);
  const options = packages ? [] : parseOptionFile(json);
  const set = packages ? undefined : optionSetOf(options);
  const content: IndexContent = set ?? 'packages';
  const release = about.release ?? (set && named(set, ownRelease(set, options)));
  const entries = packages ? parsePackageFile(json).map(packageEntry) : options.map(optionEntry);
  const place = indexPlace(host, about.source, about.release, content);
  const meta = { ...about, release, ...setDate(about.date, release), content };
  await buildIndex(host, place.path, meta, entries);
  store.drop(place);
  return place;
}

/** As branches are called: `nixos-25.05`. */
const named = (set: string, release: string | undefined): string | undefined =>
  release && `${set}-${release}`;
