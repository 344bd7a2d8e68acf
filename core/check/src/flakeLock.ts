import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nixosReleases, type OptionSet } from '@nixai/api';

/** What a configuration is built with, by the option set that comes with it: `25.11`. */
export type LockedReleases = ReadonlyMap<OptionSet, string>;

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
  const found = new Map<OptionSet, string>();
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
  for (const name of Object.values(nodes[root]?.inputs ?? {})) {
    const node = typeof name === 'string' ? nodes[name] : undefined;
    const set = repositories[repositoryOf(node)];
    const release = node === undefined ? undefined : releaseOf(node);
    // Of several, the newest: an option may come from any of them.
    if (set !== undefined && release !== undefined && release > (found.get(set) ?? ''))
      found.set(set, release);
  }
  return found;
}

/** `nixpkgs` of GitHub, or what the channels' own address has. */
function repositoryOf(node: LockNode | undefined): string {
  const url = node?.original?.url ?? '';
  if (/channels\.nixos\.org|nixpkgs/.test(url)) return 'nixpkgs';
  return (node?.locked?.repo ?? node?.original?.repo ?? '').toLowerCase();
}

function releaseOf({ locked, original }: LockNode): string | undefined {
  const named = /\b\d\d\.\d\d\b/.exec(`${original?.ref ?? ''} ${original?.url ?? ''}`)?.[0];
  if (named !== undefined) return named;
  const day = (locked?.lastModified ?? 0) * 1000;
  return day === 0 ? undefined : releaseBehind(new Date(day));
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
