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
  if (layout === 'by-name') return join(output, 'pkgs/by-name/na/name');
  return layout === 'flake' ? join(output, 'nix') : output;
}

/** The files of all packages: one each, and what ties several together. */
export function layOut({ analysis, packages }: Prepared, layout: Layout): readonly OutputFile[] {
  const named = uniqueNames(packages);
  if (layout === 'by-name')
    return named.flatMap(({ name, nix, companions }) => {
      const folder = join('pkgs/by-name', name.slice(0, 2).toLowerCase(), name);
      return [
        { path: join(folder, 'package.nix'), text: nix },
        ...companions.map(({ path, text }) => ({ path: join(folder, path), text })),
      ];
    });
  const inOneFolder = named.length === 1 ? named : named.map(withOwnCompanions);
  const folder = layout === 'flake' ? 'nix' : '';
  const files = inOneFolder.flatMap(({ name, nix, companions }) => [
    { path: join(folder, `${name}.nix`), text: nix },
    ...companions.map(({ path, text }) => ({ path: join(folder, path), text })),
  ]);
  if (layout === 'flake')
    return [{ path: 'flake.nix', text: flake(analysis.name, named) }, ...files];
  return named.length === 1 ? files : [...files, { path: 'default.nix', text: together(named) }];
}

/** Two packages in one folder may both have a `deps.json`: each gets its package's name before it. */
function withOwnCompanions({ name, nix, companions }: Named): Named {
  return {
    name,
    nix: companions.reduce(
      (text, { path }) => text.replaceAll(`./${path}`, `./${name}-${path}`),
      nix,
    ),
    companions: companions.map(({ path, text }) => ({ path: `${name}-${path}`, text })),
  };
}

interface Named {
  readonly name: string;
  readonly nix: string;
  /** Files beside it, whose text is known. */
  readonly companions: readonly OutputFile[];
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
    companions: (component.facts.companions ?? []).flatMap(({ path, text }) =>
      text === undefined ? [] : [{ path, text }],
    ),
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
