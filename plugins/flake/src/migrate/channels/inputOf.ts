/** What a channel is as an input of a flake. */
export interface ChannelInput {
  /** The reference of its branch: `github:NixOS/nixpkgs/nixos-26.05`. */
  readonly url: string;
  /** Whether it is of nixpkgs. */
  readonly isNixpkgs: boolean;
  /** Whether it has a flake.nix: what is not known has none. */
  readonly isFlake: boolean;
}

/** Repositories whose flake takes an input `nixpkgs`, by owner and name in small letters. */
const flakesWithNixpkgs = new Set([
  'nix-community/home-manager',
  'ryantm/agenix',
  'mic92/sops-nix',
  'nix-community/nixos-wsl',
  'nix-community/nur',
  'nix-community/disko',
  'nix-community/nixvim',
  'nix-community/plasma-manager',
  'nix-community/lanzaboote',
  'danth/stylix',
  'lnl7/nix-darwin',
  'nix-darwin/nix-darwin',
]);

/** And those that take none. */
const plainFlakes = new Set([
  'nixos/nixos-hardware',
  'nix-community/impermanence',
  'nix-community/nixos-generators',
]);

/** Whose own nixpkgs may be the flake's. */
export const takesNixpkgs = (url: string): boolean => flakesWithNixpkgs.has(repositoryIn(url));

const repositoryIn = (url: string): string =>
  /^(?:github|gitlab):([^/]+\/[^/?]+)/.exec(url)?.[1]?.toLowerCase() ?? '';

/**
 * What a channel's address is as an input.
 * @returns undefined for an address that no input has.
 */
export function inputOf(url: string): ChannelInput | undefined {
  const branch =
    /^https?:\/\/(?:channels\.nixos\.org|(?:www\.)?nixos\.org\/channels)\/([\w.-]+?)(?:\/nixexprs\.tar\.\w+)?\/?$/.exec(
      url,
    )?.[1];
  if (branch !== undefined)
    return { url: `github:NixOS/nixpkgs/${branch}`, isNixpkgs: true, isFlake: true };
  const forge = archiveOf(url);
  if (forge !== undefined) return known(forge);
  if (/^(?:file:\/\/|\/)/.test(url)) {
    const path = url.replace(/^file:\/\//, '');
    // A folder that is called as a channel of nixpkgs is one.
    const isNixpkgs = /(?:^|\/)(?:nixpkgs|nixos)(?:-(?:unstable|\d\d\.\d\d)(?:-small)?)?\/?$/.test(
      path,
    );
    return { url: `path:${path}`, isNixpkgs, isFlake: isNixpkgs };
  }
  if (/^https?:\/\/\S+\.(?:tar(?:\.\w+)?|tgz|zip)$/.test(url))
    return { url, isNixpkgs: false, isFlake: false };
  return undefined;
}

function known(url: string): ChannelInput {
  const repository = repositoryIn(url);
  const isNixpkgs = repository === 'nixos/nixpkgs';
  const isFlake = isNixpkgs || flakesWithNixpkgs.has(repository) || plainFlakes.has(repository);
  return { url, isNixpkgs, isFlake };
}

/** `https://github.com/O/R/archive/REF.tar.gz` as `github:O/R/REF`. */
export function archiveOf(url: string): string | undefined {
  const github =
    /^https?:\/\/(?:www\.)?github\.com\/([\w.-]+)\/([\w.-]+?)\/(?:archive|tarball|zipball)\/(?:refs\/(?:heads|tags)\/)?(.+?)(?:\.tar\.gz|\.zip|\.tgz)?$/.exec(
      url,
    ) ?? /^https?:\/\/api\.github\.com\/repos\/([\w.-]+)\/([\w.-]+)\/tarball\/(.+)$/.exec(url);
  if (github !== null) return reference('github', github[1]!, github[2]!, github[3]!);
  const gitlab =
    /^https?:\/\/gitlab\.com\/([\w.-]+)\/([\w.-]+)\/-?\/?(?:-\/)?archive\/([^/]+)(?:\/[^/]+)?\.(?:tar\.\w+|zip)$/.exec(
      url,
    );
  return gitlab === null ? undefined : reference('gitlab', gitlab[1]!, gitlab[2]!, gitlab[3]!);
}

/** A branch that every repository has under one of two names is the default one. */
const reference = (forge: string, owner: string, repo: string, ref: string): string =>
  ['master', 'main', 'HEAD'].includes(ref)
    ? `${forge}:${owner}/${repo}`
    : `${forge}:${owner}/${repo}/${ref.includes('/') ? encodeURIComponent(ref) : ref}`;

/** Where what a search path is usually called comes from, for who has not said. */
export const usualChannels: Readonly<Record<string, string>> = {
  'nixos-unstable': 'https://channels.nixos.org/nixos-unstable',
  'nixpkgs-unstable': 'https://channels.nixos.org/nixpkgs-unstable',
  'nixos-hardware': 'https://github.com/NixOS/nixos-hardware/archive/master.tar.gz',
  agenix: 'https://github.com/ryantm/agenix/archive/main.tar.gz',
  'sops-nix': 'https://github.com/Mic92/sops-nix/archive/master.tar.gz',
  'nixos-wsl': 'https://github.com/nix-community/NixOS-WSL/archive/main.tar.gz',
  impermanence: 'https://github.com/nix-community/impermanence/archive/master.tar.gz',
  disko: 'https://github.com/nix-community/disko/archive/master.tar.gz',
};
