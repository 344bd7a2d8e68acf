import { packageNameOf, type PackageName } from '@nixai/nix-cli/closure';
import type { Part } from '../results/optimized.js';

/** What is seldom needed to run anything, by the names that nixpkgs gives it. */
export interface Kind {
  readonly kind: Part['kind'];
  readonly what: string;
  is(name: PackageName): boolean;
  /** The NixOS option that decides about it, and what to write. */
  readonly option?: string;
  readonly code?: string;
}

const hasPart = (...parts: readonly string[]) => {
  const known = new Set(parts);
  return ({ part = '' }: PackageName): boolean => known.has(part);
};

export const kinds: readonly Kind[] = [
  {
    kind: 'documentation',
    what: 'manual pages, info files and other documentation',
    is: (name) =>
      hasPart('man', 'info', 'doc', 'devdoc')(name) ||
      /^(?:nixos-manual|nixos-help|nixos-configuration-reference|man-pages|texinfo)/.test(
        name.name,
      ),
    option: 'documentation.enable',
    code: 'documentation.enable = false;',
  },
  {
    kind: 'locales',
    what: 'locales of glibc',
    is: ({ name }) => name === 'glibc-locales',
    option: 'i18n.supportedLocales',
    code: 'i18n.supportedLocales = [ "en_US.UTF-8/UTF-8" ];',
  },
  { kind: 'development', what: 'headers and static libraries', is: hasPart('dev', 'static') },
  {
    kind: 'debug',
    what: 'debug information',
    is: hasPart('debug'),
    option: 'environment.enableDebugInfo',
    code: 'environment.enableDebugInfo = false;',
  },
  {
    kind: 'compilers',
    what: 'compilers and build tools',
    is: ({ name, part = '' }) =>
      /^(?:gcc|clang|rustc|cargo|go|ghc|cmake|binutils|llvm|gnumake|stdenv-linux)$/.test(name) &&
      part !== 'lib',
  },
];

/** The nodes of a closure that are of a kind. */
export const nodesOf = (paths: readonly string[], { is }: Kind): string[] =>
  paths.filter((path) => is(packageNameOf(path)));
