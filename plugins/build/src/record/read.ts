import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Paths } from '@nixai/api';
import { noRecord, noSuchRecord } from '../faults.js';
import type { Request } from '../request/request.js';
import type { Built } from '../results/built.js';
import { fileOf, idsIn } from './place.js';

/** A build as it was recorded. */
export interface Kept {
  readonly id: string;
  /** ISO 8601. */
  readonly date: string;
  readonly request: Request;
  readonly result: Built;
}

/** All that are kept, the newest first; what cannot be read is none. */
export async function recordsIn(paths: Paths): Promise<Kept[]> {
  const found = await Promise.all((await idsIn(paths)).map((id) => read(paths, id)));
  const records = found.filter((one) => one !== undefined);
  // Two of one second have names in no order.
  return records.sort((one, other) => (one.date < other.date ? 1 : -1));
}

async function read(paths: Paths, id: string): Promise<Kept | undefined> {
  try {
    const said = JSON.parse(await readFile(fileOf(paths, id), 'utf8')) as Kept | null;
    return said !== null && isKept(said) ? { ...said, id } : undefined;
  } catch {
    return undefined;
  }
}

/** Written by this nixai, or by one that kept the same of a build. */
const isKept = ({ date, request, result }: Partial<Kept>): boolean =>
  typeof date === 'string' &&
  Array.isArray(request?.targets) &&
  Array.isArray(request.args) &&
  typeof request.folder === 'string' &&
  typeof result?.code === 'number' &&
  [result.argv, result.failed, result.errors, result.builds].every(Array.isArray);

/**
 * The failure that is meant: the one named, else the last one of this folder, else the last of all. One
 * that was built since is none any more.
 * @throws NixaiError `build-record`.
 */
export async function failureMeant(
  paths: Paths,
  { id, folder }: { readonly id?: string; readonly folder: string },
): Promise<Kept> {
  const records = await recordsIn(paths);
  if (id !== undefined) {
    const named = records.find((one) => one.id === id);
    if (named === undefined || named.result.code === 0)
      throw noSuchRecord(
        id,
        records.filter(isFailure).map((one) => one.id),
      );
    return named;
  }
  const left = records.filter((one, at) => isFailure(one) && !isBuiltSince(records, at));
  const meant = left.find((one) => one.request.folder === folder) ?? left[0];
  if (meant === undefined) throw noRecord('failed');
  return meant;
}

/** Not one that a person broke off. */
const isFailure = ({ result }: Kept): boolean => ![0, 130].includes(result.code);

const isBuiltSince = (records: readonly Kept[], at: number): boolean =>
  records
    .slice(0, at)
    .some(
      ({ request, result }) =>
        result.code === 0 &&
        request.folder === records[at]?.request.folder &&
        isDeepStrictEqual(request.targets, records[at].request.targets),
    );
