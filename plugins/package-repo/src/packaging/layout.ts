import { join } from 'node:path';
import { attributeName } from '@nixai/nix/quoting';
import type { Packaged, Prepared } from './prepare.js';

/** How the files are laid out. */
export type Layout = 'package.nix' | 'by-name' | 'flake';

/** A file to be written, below the output folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** The folder in which the derivations stand, from which their paths to the project go. */
export function folderOfDerivations(layout: Layout, output: string): string {
  return layout === 'flake' ? join(output, 'nix') : output;
}

/** The files of all packages: one each, and what ties several together. */
export function layOut({ analysis, packages }: Prepared, layout: Layout): readonly OutputFile[] {
  const named = uniqueNames(packages);
  if (layout === 'by-name')
    return named.map(({ name, nix }) => ({
      path: join('pkgs/by-name', name.slice(0, 2).toLowerCase(), name, 'package.nix'),
      text: nix,
    }));
  if (layout === 'flake')
    return [
      { path: 'flake.nix', text: flake(analysis.name, named) },
      ...named.map(({ name, nix }) => ({ path: `nix/${name}.nix`, text: nix })),
    ];
  const files = named.map(({ name, nix }) => ({ path: `${name}.nix`, text: nix }));
  return files.length === 1 ? files : [...files, { path: 'default.nix', text: together(named) }];
}

interface Named {
  readonly name: string;
  readonly nix: string;
}

/** Two folders may hold packages of one name: each then has its folder's name too. */
function uniqueNames(packages: readonly Packaged[]): readonly Named[] {
  const counts = new Map<string, number>();
  for (const { component } of packages)
    counts.set(component.name, (counts.get(component.name) ?? 0) + 1);
  return packages.map(({ component, nix }) => ({
    name:
      counts.get(component.name) === 1
        ? component.name
        : `${component.name}-${component.folder.replace(/[^\w]+/g, '-') || 'root'}`,
    nix,
  }));
}

function together(packages: readonly Named[]): string {
  const lines = packages.map(
    ({ name }) => `  ${attributeName(name)} = pkgs.callPackage ./${name}.nix { };`,
  );
  return `{\n  pkgs ? import <nixpkgs> { },\n}:\n\n{\n${lines.join('\n')}\n}\n`;
}

function flake(project: string, packages: readonly Named[]): string {
  const lines = packages.map(
    ({ name }) => `          ${attributeName(name)} = pkgs.callPackage ./nix/${name}.nix { };`,
  );
  const [first] = packages;
  const own =
    packages.some(({ name }) => name === 'default') || first === undefined
      ? []
      : [`          default = self.packages.\${system}.${attributeName(first.name)};`];
  return `{
  description = "Packages of ${project.replace(/["\\$]/g, '')}";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      forAllSystems = nixpkgs.lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
    in
    {
      packages = forAllSystems (
        system:
        let
          pkgs = nixpkgs.legacyPackages.\${system};
        in
        {
${[...lines, ...own].join('\n')}
        }
      );

      devShells = forAllSystems (
        system:
        let
          pkgs = nixpkgs.legacyPackages.\${system};
        in
        {
          default = pkgs.mkShell {
            inputsFrom = builtins.attrValues self.packages.\${system};
          };
        }
      );
    };
}
`;
}
