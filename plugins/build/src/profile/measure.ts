import { build, type BuildContext } from '../build.js';
import { noRecord, noSuchRecord } from '../faults.js';
import { requestOf } from '../request/request.js';
import type { Profile } from '../results/profile.js';
import { profileOf } from './profile.js';
import { lastRecorded, loggedIn, recordedOf, type Measured } from './source.js';

export interface Wanted {
  readonly word?: string;
  readonly file?: string;
  readonly attr?: string;
  readonly rebuild: boolean;
  readonly folder: string;
}

/** The profile of what is wanted: read where it was measured, else built. */
export async function measure(context: BuildContext, wanted: Wanted): Promise<Profile> {
  const measured = (await read(context, wanted)) ?? (await built(context, wanted));
  return profileOf(context.host, measured, context.signal);
}

async function read(
  { host: { paths } }: BuildContext,
  { word, file, attr, folder, rebuild }: Wanted,
): Promise<Measured | undefined> {
  if (file !== undefined || attr !== undefined) return undefined;
  if (word === undefined) {
    if (rebuild) return undefined;
    const last = await lastRecorded(paths);
    if (last === undefined) throw noRecord('built something');
    return last;
  }
  if (/^\d{8}T\d{6}-[0-9a-f]{6}$/.test(word)) {
    const named = await lastRecorded(paths, word);
    if (named === undefined) throw noSuchRecord(word, []);
    return named;
  }
  return loggedIn(word, folder);
}

async function built(
  context: BuildContext,
  { word, file, attr, rebuild, folder }: Wanted,
): Promise<Measured> {
  const request = await requestOf({
    ...{ words: word === undefined ? [] : [word], folder, keepGoing: false },
    ...(file !== undefined && { file }),
    ...(attr !== undefined && { attribute: attr }),
  });
  const args = rebuild ? [request.classic ? '--check' : '--rebuild'] : [];
  const date = new Date().toISOString();
  const result = await build(context, { ...request, args }, { logs: false, full: false });
  const now: Measured = { from: 'built', date, result };
  if (result.builds.length > 0 || result.code !== 0) return now;
  return (await recordedOf(context.host.paths, request)) ?? now;
}
