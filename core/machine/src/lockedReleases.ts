import { nixosReleases, type OptionSet } from '@nixai/api';
import { readFlakeLock, type LockedInput } from './lock/lockedInputs.js';

/** What an option set is locked to: one release of a branch, and between two where it is unstable. */
export interface LockedRelease {
  /** The latest release that options may be of: `25.11`. */
  readonly newest: string;
  /** The latest that it has all changes of. */
  readonly certain: string;
}

/** What a configuration is built with, by the option set that comes with it. */
export type LockedReleases = ReadonlyMap<OptionSet, LockedRelease>;

const repositories: Readonly<Record<string, OptionSet>> = {
  nixpkgs: 'nixos',
  'home-manager': 'home-manager',
  'nix-darwin': 'nix-darwin',
};

/**
 * The releases that a flake's inputs are locked to: of the branch that is named, or of the day of an
 * unstable one, which has what the release after that day has. Only of its own inputs.
 */
export async function lockedReleases(flake: string): Promise<LockedReleases> {
  const found = new Map<OptionSet, LockedRelease>();
  const inputs = await readFlakeLock(flake);
  for (const written of inputs) {
    const input = written.type === 'path' ? besideOthers(written, inputs) : written;
    const set = repositories[repositoryOf(input)];
    const release = releaseOf(input);
    if (set === undefined || release === undefined) continue;
    const other = found.get(set);
    // Of several, the newest: an option may come from any of them. The main one has the plain name.
    const isMain = repositories[input.name] === set;
    found.set(set, {
      newest: other !== undefined && other.newest > release.newest ? other.newest : release.newest,
      certain: other === undefined || isMain ? release.certain : other.certain,
    });
  }
  // What no lock dates is got in another way, and used with this nixpkgs: it is hardly newer.
  const ofNixpkgs = found.get('nixos');
  for (const set of ['home-manager', 'nix-darwin'] as const)
    if (ofNixpkgs !== undefined && !found.has(set)) found.set(set, ofNixpkgs);
  return found;
}

/**
 * A folder of one's own with a changed nixpkgs has no date in the lock: it is of what its name says, and
 * not newer than the others were when they were locked last, as far as anybody can tell.
 */
function besideOthers(input: LockedInput, all: readonly LockedInput[]): LockedInput {
  const dates = all.flatMap(({ date }) => (date === undefined ? [] : [date])).toSorted();
  return { ...input, repository: input.name, date: input.date ?? dates.at(-1) };
}

/** `nixpkgs` of GitHub, or what an address is of: that of the channels, FlakeHub's, a Git server's. */
function repositoryOf({ repository = '', url = '' }: LockedInput): string {
  const named = /\/(home-manager|nix-darwin)(?:\.git)?(?:[/?]|$)/.exec(url)?.[1];
  if (named !== undefined) return named;
  if (/channels\.nixos\.org|nixpkgs/.test(url)) return 'nixpkgs';
  return repository.replace(/^.*\//, '').toLowerCase();
}

function releaseOf({ ref = '', url = '', date }: LockedInput): LockedRelease | undefined {
  const named = /\b\d\d\.\d\d\b/.exec(`${ref} ${url}`)?.[0];
  if (named !== undefined) return { newest: named, certain: named };
  const day = date === undefined ? 0 : Date.parse(date);
  const newest = day === 0 ? undefined : releaseBehind(day);
  if (newest === undefined) return undefined;
  const before = nixosReleases.findLast(({ released }) => Date.parse(released) <= day);
  return { newest, certain: before?.release ?? newest };
}

/** The release that is made next after a day. */
function releaseBehind(day: number): string | undefined {
  return nixosReleases.find(({ released }) => Date.parse(released) > day)?.release;
}
