import type { Host } from '@nixai/api';
import { buildIndex, indexPlace, type IndexPlace, type IndexStore } from '../index/index.js';
import { optionSetOf, parseOptionFile } from './format/optionFile.js';
import { isPackageFile, parsePackageFile } from './format/packageFile.js';
import { optionEntry } from './optionDocs.js';
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
  const content = packages ? 'packages' : optionSetOf(options);
  const entries = packages ? parsePackageFile(json).map(packageEntry) : options.map(optionEntry);
  const place = indexPlace(host, about.source, about.release, content);
  await buildIndex(host, place.path, { ...about, content }, entries);
  store.drop(place);
  return place;
}
