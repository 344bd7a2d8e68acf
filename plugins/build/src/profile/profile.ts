import { nix, type Host } from '@nixai/api';
import { earlierIn } from '../record/earlier.js';
import { recordsIn } from '../record/read.js';
import type { BuildTimes } from '../results/built.js';
import type { Profile } from '../results/profile.js';
import { nameOf } from '../storeName.js';
import { atOnceIn } from './atOnce.js';
import { longestChain } from './chain.js';
import type { Measured } from './source.js';

/** Where the time of a build went: what was measured, and nothing else. */
export async function profileOf(
  host: Host,
  measured: Measured,
  signal: AbortSignal,
): Promise<Profile> {
  const { from, date, result } = measured;
  const records = await recordsIn(host.paths);
  const before = date === undefined ? records.slice(1) : records.filter((one) => one.date < date);
  const earlierOf = earlierIn(before);
  const builds = result.builds
    .map((one) => ({ ...one, earlier: earlierOf(one.derivation) }))
    .map(({ earlier, ...one }) => ({
      ...one,
      name: nameOf(one.derivation),
      phases: one.phases.toSorted((a, b) => b.seconds - a.seconds),
      ...(earlier !== undefined && { earlier }),
    }))
    .sort((a, b) => b.seconds - a.seconds);
  const inBuilds = builds.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    ...{
      from,
      argv: [...result.argv],
      code: result.code,
      seconds: result.seconds,
      inBuilds,
      builds,
    },
    ...(date !== undefined && { date }),
    ...(result.cores !== undefined && { cores: result.cores }),
    ...(result.builds.length > 1 && (await togetherIn(host, result.builds, signal))),
  };
}

/** What held several builds up: each other, or places to build. */
async function togetherIn(
  host: Host,
  builds: readonly BuildTimes[],
  signal: AbortSignal,
): Promise<Pick<Profile, 'atOnce' | 'chain'>> {
  const service = await host.service(nix);
  const places = Number((await service.settings({ signal }))['max-jobs']);
  const atOnce = atOnceIn(builds, places);
  const chain = await longestChain(service, builds, signal);
  return {
    ...(atOnce !== undefined && { atOnce }),
    ...(chain !== undefined && {
      chain: chain.map(({ derivation, seconds }) => ({
        ...{ derivation, name: nameOf(derivation), seconds },
      })),
    }),
  };
}
