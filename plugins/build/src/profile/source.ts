import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Paths } from '@nixai/api';
import { noTimes } from '../faults.js';
import { recordsIn, type Kept } from '../record/read.js';
import type { Request } from '../request/request.js';
import type { Built } from '../results/built.js';

/** A build that was measured. */
export interface Measured {
  readonly from: 'built' | 'record' | 'log';
  /** ISO 8601; undefined where nothing says. */
  readonly date?: string;
  readonly result: Pick<Built, 'argv' | 'code' | 'seconds' | 'builds' | 'cores'>;
}

const ofRecord = ({ date, result }: Kept): Measured => ({ from: 'record', date, result });

/** The last build that built something, or the one named; undefined where there is none. */
export async function lastRecorded(paths: Paths, id?: string): Promise<Measured | undefined> {
  const records = await recordsIn(paths);
  const meant = records.find((one) =>
    id === undefined ? one.result.builds.length > 0 : one.id === id,
  );
  return meant === undefined ? undefined : ofRecord(meant);
}

/** The last build of the same things that built something. */
export async function recordedOf(
  paths: Paths,
  { targets, folder }: Request,
): Promise<Measured | undefined> {
  const meant = (await recordsIn(paths)).find(
    ({ request, result }) =>
      result.builds.length > 0 &&
      request.folder === folder &&
      isDeepStrictEqual(request.targets, targets),
  );
  return meant === undefined ? undefined : ofRecord(meant);
}

/**
 * What a file holds that `nixai build --json` or `--ndjson` wrote; undefined for a word that is no such file.
 * @throws NixaiError `build-log` where it tells no times, as Nix's own logs.
 */
export async function loggedIn(word: string, folder: string): Promise<Measured | undefined> {
  const path = resolve(folder, word);
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true || word.endsWith('.nix')) return undefined;
  const text = await readFile(path, 'utf8');
  const result = resultIn(text) ?? resultIn(text.trimEnd().split('\n').at(-1) ?? '');
  if (result === undefined) throw noTimes(path);
  return { from: 'log', result };
}

function resultIn(text: string): Measured['result'] | undefined {
  try {
    const said = JSON.parse(text) as (Partial<Built> & { readonly result?: Partial<Built> }) | null;
    const result = said?.result ?? said;
    const isOne =
      Array.isArray(result?.builds) &&
      result.builds.every(({ phases }) => Array.isArray(phases)) &&
      Array.isArray(result.argv) &&
      typeof result.seconds === 'number';
    return isOne ? (result as Built) : undefined;
  } catch {
    return undefined;
  }
}
