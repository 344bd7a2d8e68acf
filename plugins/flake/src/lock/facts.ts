import { isEndOfLife, nixosRelease, stableRelease } from '@nixai/api';
import type { NamedInput } from '@nixai/nix';
import {
  nodeOf,
  reached,
  referenceOf,
  repositoryOf,
  type Lock,
  type Source,
} from '@nixai/machine/lock';

/** Something that a lock tells. */
export interface LockFact {
  readonly rule:
    | 'version'
    | 'not-locked'
    | 'not-in-flake'
    | 'dead-follows'
    | 'unreferenced'
    | 'no-hash'
    | 'dirty'
    | 'absolute-path'
    | 'registry'
    | 'end-of-life'
    | 'old'
    | 'duplicate'
    | 'plain-http';
  readonly severity: 'error' | 'warning' | 'note';
  /** The input: `home-manager`, `home-manager/nixpkgs`; absent for the lock as a whole. */
  readonly input?: string;
  readonly message: string;
  /** The command that mends it. */
  readonly hint?: string;
}

/** Days after which an input is said to be old. */
const oldAfter = 90;
const day = 24 * 60 * 60;

/** Versions that today's Nix reads, and the one that it writes. */
const versions = { oldest: 5, newest: 7 };

/**
 * What a lock tells, the gravest first.
 * @param inputs as flake.nix names them; undefined where there is none that can be read.
 */
export function lockFacts(
  lock: Lock,
  inputs: readonly NamedInput[] | undefined,
  today: Date,
): readonly LockFact[] {
  const { version } = lock;
  if (version > versions.newest || version < versions.oldest)
    return [
      {
        rule: 'version',
        severity: 'error',
        message: `flake.lock has version ${version}, which is not read here (${versions.oldest} to ${versions.newest} are)`,
        ...(version > versions.newest && { hint: 'a newer Nix has written it: nix --version' }),
      },
    ];
  const facts = [
    ...differences(lock, inputs),
    ...followsNowhere(lock),
    ...nodeFacts(lock, today),
    ...duplicateFacts(lock),
  ];
  const order = ['error', 'warning', 'note'];
  return facts.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function differences(lock: Lock, inputs: readonly NamedInput[] | undefined): LockFact[] {
  if (inputs === undefined) return [];
  const locked = Object.keys(lock.nodes.get(lock.root)?.inputs ?? {});
  const named = inputs.map(({ name }) => name);
  return [
    ...named
      .filter((name) => !locked.includes(name))
      .map((input): LockFact => ({
        rule: 'not-locked',
        severity: 'warning',
        input,
        message: `${input} is in flake.nix and not in the lock`,
        hint: 'nix flake lock',
      })),
    ...locked
      .filter((name) => !named.includes(name))
      .map((input): LockFact => ({
        rule: 'not-in-flake',
        severity: 'note',
        input,
        message: `${input} is in the lock and no longer in flake.nix`,
        hint: 'nix flake lock',
      })),
  ];
}

function followsNowhere(lock: Lock): LockFact[] {
  const ways = reached(lock);
  return [...lock.nodes].flatMap(([name, { inputs }]) =>
    Object.entries(inputs).flatMap(([input, target]): LockFact[] => {
      // Following nothing takes an input away.
      if (typeof target === 'string' || target.length === 0 || nodeOf(lock, target) !== undefined)
        return [];
      const way = [...(ways.get(name) ?? [name]), input].join('/');
      return [
        {
          rule: 'dead-follows',
          severity: 'warning',
          input: way,
          message: `${way} follows ${target.join('/')}, which is not there`,
          hint: 'nix flake lock',
        },
      ];
    }),
  );
}

function nodeFacts(lock: Lock, today: Date): LockFact[] {
  const ways = reached(lock);
  return [...lock.nodes].flatMap(([name, { original, locked }]): LockFact[] => {
    if (name === lock.root) return [];
    const way = ways.get(name);
    if (way === undefined)
      return [
        {
          rule: 'unreferenced',
          severity: 'note',
          message: `no input leads to ${name} in the lock`,
          hint: 'nix flake lock',
        },
      ];
    const input = way.join('/');
    const direct = way.length === 1;
    const facts: LockFact[] = [];
    const say = (fact: Omit<LockFact, 'input'>) => facts.push({ ...fact, input });
    if (locked !== undefined && locked.narHash === undefined)
      say({
        rule: 'no-hash',
        severity: 'warning',
        message: `${input} is locked without a hash`,
        hint: updateOf(way),
      });
    if (locked?.dirtyRev !== undefined)
      say({
        rule: 'dirty',
        severity: 'warning',
        message: `${input} was locked from a git tree with changes that are in no commit`,
        hint: updateOf(way),
      });
    const { path, url } = locked ?? {};
    if (
      locked?.type === 'path' &&
      path?.startsWith('/') === true &&
      !path.startsWith('/nix/store/')
    )
      say({
        rule: 'absolute-path',
        severity: 'warning',
        message: `${input} is ${path}, which is on this machine alone`,
      });
    if (url !== undefined && /^(?:git\+)?http:\/\//.test(url))
      say({
        rule: 'plain-http',
        severity: 'note',
        message: `${input} is fetched over plain HTTP: ${url}`,
      });
    if (direct && (original?.type === 'indirect' || original?.id !== undefined))
      say({
        rule: 'registry',
        severity: 'note',
        message: `${input} is looked up in the registry, where others have another: it says not where it comes from`,
        hint: `inputs.${input}.url = "${referenceOf({ ...locked, rev: undefined, ref: original?.ref })}";`,
      });
    if (direct) facts.push(...ageFacts(input, original, locked, today));
    return facts;
  });
}

/** `nixos-25.05`, `release-25.05`, `nixpkgs-25.05-darwin`. */
export function releaseOf(source: Source | undefined): string | undefined {
  const text = source?.ref ?? source?.url ?? '';
  return /(?:^|[-/])(\d\d\.(?:05|11))(?:$|[-/.?])/.exec(text)?.[1];
}

function ageFacts(
  input: string,
  original: Source | undefined,
  locked: Source | undefined,
  today: Date,
): LockFact[] {
  const release = nixosRelease(releaseOf(original) ?? '');
  if (release !== undefined && isEndOfLife(release, today))
    return [
      {
        rule: 'end-of-life',
        severity: 'warning',
        input,
        message: `${input} follows ${release.release}, which has had no updates since ${release.endOfLife}`,
        hint: `nixai flake update-plan (${stableRelease(today).release} is the stable one)`,
      },
    ];
  const age = ageOf(locked, today);
  if (age === undefined || age <= oldAfter || original?.rev !== undefined) return [];
  return [
    {
      rule: 'old',
      severity: 'note',
      input,
      message: `${input} is ${age} days old`,
      hint: updateOf([input]),
    },
  ];
}

/** In days; undefined where the lock does not say. */
export function ageOf(locked: Source | undefined, today: Date): number | undefined {
  if (locked?.lastModified === undefined) return undefined;
  return Math.max(0, Math.floor((today.getTime() / 1000 - locked.lastModified) / day));
}

/** Several copies of one repository, of which one would do. */
export interface Duplicate {
  readonly repository: string;
  /** The ways to each, the shortest first. */
  readonly ways: readonly (readonly string[])[];
}

export function duplicatesIn(lock: Lock): readonly Duplicate[] {
  const byRepository = new Map<string, (readonly string[])[]>();
  for (const [name, way] of reached(lock)) {
    const node = lock.nodes.get(name);
    const repository = repositoryOf(node?.locked);
    if (way.length === 0 || repository === undefined || node?.flake === false) continue;
    byRepository.set(repository, [...(byRepository.get(repository) ?? []), way]);
  }
  return [...byRepository]
    .filter(([, ways]) => ways.length > 1)
    .map(([repository, ways]) => ({
      repository,
      ways: ways.toSorted((a, b) => a.length - b.length || (a.join('/') < b.join('/') ? -1 : 1)),
    }));
}

function duplicateFacts(lock: Lock): LockFact[] {
  return duplicatesIn(lock).map(({ repository, ways }) => ({
    rule: 'duplicate',
    severity: 'note',
    input: ways[0]!.join('/'),
    message: `${ways.length} copies of ${repository.replace(/^github:/, '')}: ${ways.map((way) => way.join('/')).join(', ')}`,
    hint: 'nixai flake dedup',
  }));
}

const updateOf = ([first = '']: readonly string[]): string => `nix flake update ${first}`;
