import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../../read/regular.js';

/** A channel that a machine or a person follows. */
export interface Channel {
  readonly name: string;
  /** Undefined where only its copy is there, and not the list. */
  readonly url?: string;
  readonly of: 'root' | 'user' | 'asked';
  /** Where its copy lies on this machine. */
  readonly copy?: string;
  /** The branch that the copy is of, by what lies in it: `nixos-26.05`, `release-26.05`. */
  readonly branch?: string;
  /** The commit that the copy is of, where it says. */
  readonly rev?: string;
}

/** Where NixOS and `nix-channel` keep them. */
export interface ChannelPlaces {
  readonly root: { readonly list: string; readonly copies: string };
  readonly user: { readonly list: string; readonly copies: string };
}

export const usualPlaces = (home = homedir()): ChannelPlaces => ({
  root: {
    list: '/root/.nix-channels',
    copies: '/nix/var/nix/profiles/per-user/root/channels',
  },
  user: { list: join(home, '.nix-channels'), copies: join(home, '.nix-defexpr/channels') },
});

/**
 * What is followed on this machine. Read from the lists and copies themselves: nothing is run, and root's
 * list need not be readable, since the copies are.
 */
export function channelsHere(places: ChannelPlaces): readonly Channel[] {
  const root = channelsOf(places.root, 'root');
  const user = channelsOf(places.user, 'user');
  return [...root, ...user.filter(({ name }) => !root.some((one) => one.name === name))];
}

function channelsOf(
  { list, copies }: ChannelPlaces['root'],
  of: 'root' | 'user',
): readonly Channel[] {
  const listed = new Map(parseChannels(textOf(list) ?? ''));
  const names = new Set([...listed.keys(), ...copyNames(copies)]);
  return [...names].map((name): Channel => {
    const url = listed.get(name);
    return { name, of, ...(url !== undefined && { url }), ...copyFacts(join(copies, name)) };
  });
}

function copyNames(copies: string): readonly string[] {
  try {
    return readdirSync(copies).filter((name) => name !== 'manifest.nix');
  } catch {
    return [];
  }
}

function copyFacts(copy: string): Pick<Channel, 'copy' | 'branch' | 'rev'> {
  if (!existsSync(copy)) return {};
  const branch = nixpkgsBranch(copy) ?? homeManagerBranch(copy);
  const rev = /^[0-9a-f]{40}/.exec(textOf(join(copy, '.git-revision')) ?? '')?.[0];
  return {
    copy: realpathSync(copy),
    ...(branch !== undefined && { branch }),
    ...(rev !== undefined && { rev }),
  };
}

/** Copies of nixpkgs say their release, and by `pre` that it is still in the making. */
function nixpkgsBranch(copy: string): string | undefined {
  const version = /^\d\d\.\d\d/.exec(textOf(join(copy, '.version')) ?? '')?.[0];
  const suffix = textOf(join(copy, '.version-suffix'));
  if (version === undefined || suffix === undefined) return undefined;
  return suffix.startsWith('pre') ? 'nixos-unstable' : `nixos-${version}`;
}

function homeManagerBranch(copy: string): string | undefined {
  const text = textOf(join(copy, 'release.json')) ?? '';
  const release = /"release":\s*"(\d\d\.\d\d)"/.exec(text)?.[1];
  if (release === undefined) return undefined;
  return /"isReleaseBranch":\s*true/.test(text) ? `release-${release}` : 'master';
}

/** The lines of `.nix-channels`: `URL NAME`. */
function parseChannels(text: string): (readonly [name: string, url: string])[] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const [, url, name] = /^\s*(\S+)(?:\s+(\S+))?\s*$/.exec(line) ?? [];
    if (url === undefined || url.startsWith('#')) return [];
    return [[name ?? defaultName(url), url]];
  });
}

/** As `nix-channel --add URL` without a name has it: the last part, without `-stable` and `-unstable`. */
const defaultName = (url: string): string =>
  (url.replace(/\/+$/, '').split('/').at(-1) ?? '').replace(/-(?:un)?stable$/, '');
