import type { OptionDoc, OptionSet } from '@nixai/api';
import { isRecord } from './nixText.js';

export type Declaration = OptionDoc['declarations'][number];

/** The repository that an option set's modules live in, and the folder names that start a path. */
const repositories: Record<OptionSet, { readonly url: string; readonly root: RegExp }> = {
  nixos: {
    url: 'https://github.com/NixOS/nixpkgs/blob',
    root: /(?:^|\/)((?:nixos|lib|pkgs)\/.+)$/,
  },
  'home-manager': {
    url: 'https://github.com/nix-community/home-manager/blob',
    root: /(?:^|\/)(modules\/.+)$/,
  },
  'nix-darwin': {
    url: 'https://github.com/nix-darwin/nix-darwin/blob',
    root: /(?:^|\/)(modules\/.+)$/,
  },
};

/**
 * Where an option is declared. Releases write a path inside the repository, a store path, a
 * channel path (`<nixpkgs/nixos/…>`), or `{ name, url }`.
 * @param branch what a link should point at; `master` when the release is not known.
 */
export function declarationOf(value: unknown, set: OptionSet, branch: string): Declaration {
  if (isRecord(value)) {
    const url = typeof value.url === 'string' && /^https?:/.test(value.url) ? value.url : undefined;
    const name = typeof value.name === 'string' ? value.name : (url ?? 'unknown');
    return { name, url };
  }
  const path = String(value);
  const inside = /^<[^/]+\/(.+)>$/.exec(path)?.[1] ?? path;
  const { url, root } = repositories[set];
  const relative = root.exec(inside)?.[1];
  return { name: path, url: relative === undefined ? undefined : `${url}/${branch}/${relative}` };
}

/** The branch that a release's modules are on: `nixos-25.05` is `release-25.05` in nixpkgs. */
export function branchOf(release: string | undefined): string {
  const version = /(\d\d\.\d\d)/.exec(release ?? '')?.[1];
  return version === undefined ? 'master' : `release-${version}`;
}
