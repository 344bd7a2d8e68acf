import type { Nix, StoreDerivation } from '@nixai/api';
import type { BuildTimes } from '../results/built.js';

/**
 * The builds each of which needed the one before it, that took longest together: however many run at once, it takes no
 * less. Undefined where what they were built from has left the store.
 */
export async function longestChain(
  service: Pick<Nix, 'derivations'>,
  builds: readonly BuildTimes[],
  signal: AbortSignal,
): Promise<readonly BuildTimes[] | undefined> {
  const needs = await needsOf(service, builds, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof Error) return undefined;
    throw error;
  });
  return needs === undefined ? undefined : chainIn(builds, needs);
}

/** What each of them needs, by its path: most often the one that began last needs all of them. */
async function needsOf(
  service: Pick<Nix, 'derivations'>,
  builds: readonly BuildTimes[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = new Map<string, readonly string[]>();
  for (const { derivation: path } of builds.toReversed())
    if (!known.has(path))
      for (const one of await service.derivations({ path }, { signal }))
        known.set(one.path, neededBy(one));
  return known;
}

const neededBy = ({ needs }: StoreDerivation): readonly string[] => Object.keys(needs);

/** @param needs what each derivation needs; what was not built is passed over, since it took no time. */
export function chainIn(
  builds: readonly BuildTimes[],
  needs: ReadonlyMap<string, readonly string[]>,
): BuildTimes[] {
  const byPath = new Map(builds.map((one) => [one.derivation, one]));
  const longest = new Map<string, { readonly seconds: number; readonly before?: string }>();
  // Before what needs them, as far as Nix began them so: it does.
  for (const { derivation, seconds } of builds) {
    const before = (needs.get(derivation) ?? [])
      .filter((path) => longest.has(path))
      .reduce<string | undefined>(
        (most, path) =>
          most === undefined || secondsOf(longest, path) > secondsOf(longest, most) ? path : most,
        undefined,
      );
    const sum = seconds + (before === undefined ? 0 : secondsOf(longest, before));
    longest.set(derivation, { seconds: sum, ...(before !== undefined && { before }) });
  }
  const ends = [...longest.keys()].sort(
    (one, other) => secondsOf(longest, other) - secondsOf(longest, one),
  );
  const chain: BuildTimes[] = [];
  for (let at = ends[0]; at !== undefined; at = longest.get(at)?.before) {
    const build = byPath.get(at);
    if (build !== undefined) chain.unshift(build);
  }
  return chain;
}

const secondsOf = (
  longest: ReadonlyMap<string, { readonly seconds: number }>,
  path: string,
): number => longest.get(path)?.seconds ?? 0;
