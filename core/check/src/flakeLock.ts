import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nixosReleases, type OptionSet } from '@nixai/api';

/** What an option set is locked to: one release of a branch, and between two where it is unstable. */
export interface LockedRelease {
  /** The latest release that options may be of: `25.11`. */
  readonly newest: string;
  /** The latest that it has all changes of. */
  readonly certain: string;
}

/** What a configuration is built with, by the option set that comes with it. */
export type LockedReleases = ReadonlyMap<OptionSet, LockedRelease>;

interface LockNode {
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly locked?: { readonly repo?: string; readonly lastModified?: number };
  readonly original?: { readonly ref?: string; readonly repo?: string; readonly url?: string };
}

const repositories: Readonly<Record<string, OptionSet>> = {
  nixpkgs: 'nixos',
  'home-manager': 'home-manager',
  'nix-darwin': 'nix-darwin',
};

/** The folder of the flake that a file or folder belongs to: the nearest above, up to its repository. */
export async function flakeAbove(path: string): Promise<string | undefined> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (await isThere(join(folder, 'flake.nix'))) return folder;
    if ((await isThere(join(folder, '.git'))) || folder === dirname(folder)) return undefined;
  }
}

/**
 * The releases that a flake's inputs are locked to: of the branch that is named, or of the day of an
 * unstable one, which has what the release after that day has. Only of its own inputs.
 */
export async function lockedReleases(flake: string): Promise<LockedReleases> {
  const found = new Map<OptionSet, LockedRelease>();
  const text = await readFile(join(flake, 'flake.lock'), 'utf8').catch(() => '{}');
  let nodes: Readonly<Record<string, LockNode>>;
  let root: string;
  try {
    const lock = JSON.parse(text) as { nodes?: Record<string, LockNode>; root?: string };
    nodes = lock.nodes ?? {};
    root = lock.root ?? 'root';
  } catch {
    // Nix will say what is wrong with it.
    return found;
  }
  for (const [input, name] of Object.entries(nodes[root]?.inputs ?? {})) {
    const node = typeof name === 'string' ? nodes[name] : undefined;
    const set = repositories[repositoryOf(node)];
    const release = node === undefined ? undefined : releaseOf(node);
    if (set === undefined || release === undefined) continue;
    const other = found.get(set);
    // Of several, the newest: an option may come from any of them. The main one has the plain name.
    const isMain = repositories[input] === set;
    found.set(set, {
      newest: other !== undefined && other.newest > release.newest ? other.newest : release.newest,
      certain: other === undefined || isMain ? release.certain : other.certain,
    });
  }
  return found;
}

/** `nixpkgs` of GitHub, or what the channels' own address has. */
function repositoryOf(node: LockNode | undefined): string {
  const url = node?.original?.url ?? '';
  if (/channels\.nixos\.org|nixpkgs/.test(url)) return 'nixpkgs';
  return (node?.locked?.repo ?? node?.original?.repo ?? '').toLowerCase();
}

function releaseOf({ locked, original }: LockNode): LockedRelease | undefined {
  const named = /\b\d\d\.\d\d\b/.exec(`${original?.ref ?? ''} ${original?.url ?? ''}`)?.[0];
  if (named !== undefined) return { newest: named, certain: named };
  const day = (locked?.lastModified ?? 0) * 1000;
  const newest = day === 0 ? undefined : releaseBehind(new Date(day));
  if (newest === undefined) return undefined;
  const before = nixosReleases.findLast(({ released }) => Date.parse(released) <= day);
  return { newest, certain: before?.release ?? newest };
}

/** The release that is made next after a day. */
export function releaseBehind(day: Date): string | undefined {
  return nixosReleases.find(({ released }) => Date.parse(released) > day.getTime())?.release;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
