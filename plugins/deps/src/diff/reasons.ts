import {
  isNixaiError,
  nix as nixService,
  type Host,
  type NixTarget,
  type StoreDerivation,
} from '@nixai/api';
import { differences, type Differences } from '@nixai/nix-cli/derivations';
import { noDerivation } from '../faults.js';
import type { Reason, Reasons } from '../results/diff.js';
import type { StoreTarget } from '../closure/closure.js';

/** So many are looked at for what they pass on. */
const mostReasons = 200;

/** A derivation that there was, and the one that is in its place. */
interface Pair {
  readonly before: StoreDerivation;
  readonly after: StoreDerivation;
  readonly own: Differences;
  /** Names from the top down to it. */
  readonly chain: readonly string[];
  readonly users: Set<Pair>;
}

/** Which derivations differ by themselves, and in what: all others differ since these do. */
export async function reasonsOf(
  host: Host,
  targets: readonly [StoreTarget, StoreTarget],
  signal: AbortSignal,
): Promise<Reasons> {
  const [before, after] = [
    await derivationsOf(host, targets[0], signal),
    await derivationsOf(host, targets[1], signal),
  ];
  return compared(before, after);
}

/** @param before the derivation itself first, then all that it takes to build it; `after` likewise. */
export function compared(
  before: readonly StoreDerivation[],
  after: readonly StoreDerivation[],
): Reasons {
  const pairs = pairsOf(before, after);
  const causes = pairs.filter(differsItself);
  const listed = causes.slice(0, mostReasons).map((pair) => reasonOf(pair));
  return {
    differing: pairs.length,
    causes: listed.sort((one, other) => other.above - one.above),
    left: causes.length - listed.length,
  };
}

/** All that differ, from the top down. */
function pairsOf(
  before: readonly StoreDerivation[],
  after: readonly StoreDerivation[],
): readonly Pair[] {
  const [old, now] = [byPath(before), byPath(after)];
  const found = new Map<string, Pair>();
  const waiting: Pair[] = [];
  const meet = (one: string, other: string, above?: Pair): void => {
    const [was, is] = [old.get(one), now.get(other)];
    if (was === undefined || is === undefined || isSame(was, is)) return;
    const key = `${one} ${other}`;
    const known = found.get(key);
    const pair = known ?? {
      ...{ before: was, after: is, own: differences(was, is) },
      ...{ chain: [...(above?.chain ?? []), is.name], users: new Set<Pair>() },
    };
    if (above !== undefined) pair.users.add(above);
    if (known !== undefined) return;
    found.set(key, pair);
    waiting.push(pair);
  };
  meet(before[0]?.path ?? '', after[0]?.path ?? '');
  // An array gives what is added to it while it is gone through.
  for (const pair of waiting) {
    // What a download is made with is not in what it is.
    if (isDownload(pair.after)) continue;
    for (const { before: one, after: other } of pair.own.inputs)
      if (one !== undefined && other !== undefined) meet(one, other, pair);
  }
  return waiting;
}

const byPath = (all: readonly StoreDerivation[]): ReadonlyMap<string, StoreDerivation> =>
  new Map(all.map((drv) => [drv.path, drv]));

const isDownload = ({ outputs }: StoreDerivation): boolean =>
  Object.values(outputs).some(({ hash }) => hash !== undefined && hash !== '');

/** The same, or of the same outputs: a download by another program. */
function isSame(one: StoreDerivation, other: StoreDerivation): boolean {
  const names = Object.keys(one.outputs);
  if (one.path === other.path) return true;
  return (
    names.join() === Object.keys(other.outputs).join() &&
    names.every(
      (name) =>
        Boolean(one.outputs[name]?.path) && one.outputs[name]?.path === other.outputs[name]?.path,
    )
  );
}

const isNewOrGone = ({ before, after }: { before?: string; after?: string }): boolean =>
  before === undefined || after === undefined;

const differsItself = ({ own: { attributes, inputs, sources } }: Pair): boolean =>
  attributes.length > 0 || sources.length > 0 || inputs.some(isNewOrGone);

function reasonOf(pair: Pair): Reason {
  const { before, after, own, chain } = pair;
  return {
    ...{ name: after.name, before: before.path, after: after.path, chain: [...chain] },
    above: aboveOf(pair),
    attributes: [...own.attributes],
    inputs: own.inputs.filter(isNewOrGone),
    sources: [...own.sources],
  };
}

/** How many differ since this one does, or may. */
function aboveOf(pair: Pair): number {
  const all = new Set([pair]);
  // A set gives what is added to it while it is gone through.
  for (const one of all) for (const user of one.users) all.add(user);
  return all.size - 1;
}

async function derivationsOf(
  host: Host,
  target: StoreTarget,
  signal: AbortSignal,
): Promise<readonly StoreDerivation[]> {
  const nix = await host.service(nixService);
  const of: NixTarget = target.kind === 'flake' ? { flake: target.flake } : { path: target.path };
  try {
    return await nix.derivations(of, { signal });
  } catch (error) {
    // What a flake lacks, Nix says itself.
    if (!isNixaiError(error) || signal.aborted || target.kind === 'flake') throw error;
    throw noDerivation(target.said, error);
  }
}
