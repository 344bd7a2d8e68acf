import { quoted } from '@nixai/nix';

/** What a new flake shall have. */
export interface NewFlake {
  readonly description: string;
  /** Without flake-parts, or with. */
  readonly style: 'plain' | 'parts';
  readonly systems: readonly string[];
  /** `nixos-26.05` */
  readonly branch: string;
  /** Packages of nixpkgs for the shell. */
  readonly tools: readonly string[];
  /** A file that `callPackage` takes. */
  readonly package?: string;
}

/** The text of a `flake.nix`, as nixfmt has it. */
export function flakeText(flake: NewFlake): string {
  return flake.style === 'parts' ? withParts(flake) : plain(flake);
}

const lines = (texts: readonly string[], indent: string): string =>
  texts.map((text) => `${indent}${text}`).join('\n');

function plain({ description, systems, branch, tools, package: file }: NewFlake): string {
  const packages =
    file === undefined
      ? ''
      : `
      packages = forEachSystem (pkgs: {
        default = pkgs.callPackage ${file} { };
      });
`;
  return `{
  description = ${quoted(description)};

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/${branch}";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
${lines(
  systems.map((one) => quoted(one)),
  '        ',
)}
      ];
      forEachSystem = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.\${system});
    in
    {${packages}
      devShells = forEachSystem (pkgs: {
        default = pkgs.mkShell {${shellOf(tools, file === undefined ? undefined : 'self.packages.${pkgs.stdenv.hostPlatform.system}.default', '          ')}
        };
      });

      formatter = forEachSystem (pkgs: pkgs.nixfmt-tree);
    };
}
`;
}

function withParts({ description, systems, branch, tools, package: file }: NewFlake): string {
  const packages =
    file === undefined ? '' : `          packages.default = pkgs.callPackage ${file} { };\n\n`;
  const takes = file === undefined ? '{ pkgs, ... }' : '{ config, pkgs, ... }';
  return `{
  description = ${quoted(description)};

  inputs = {
    nixpkgs.url = "github:NixOS/nixpkgs/${branch}";
    flake-parts = {
      url = "github:hercules-ci/flake-parts";
      inputs.nixpkgs-lib.follows = "nixpkgs";
    };
  };

  outputs =
    inputs@{ flake-parts, ... }:
    flake-parts.lib.mkFlake { inherit inputs; } {
      systems = [
${lines(
  systems.map((one) => quoted(one)),
  '        ',
)}
      ];

      perSystem =
        ${takes}:
        {
${packages}          devShells.default = pkgs.mkShell {${shellOf(tools, file === undefined ? undefined : 'config.packages.default', '            ')}
          };

          formatter = pkgs.nixfmt-tree;
        };
    };
}
`;
}

function shellOf(tools: readonly string[], builds: string | undefined, indent: string): string {
  const inputs = builds === undefined ? '' : `\n${indent}inputsFrom = [ ${builds} ];`;
  if (tools.length === 0) return builds === undefined ? `\n${indent}packages = [ ];` : inputs;
  const names = lines(
    tools.map((tool) => `pkgs.${tool}`),
    `${indent}  `,
  );
  return `${inputs}\n${indent}packages = [\n${names}\n${indent}];`;
}
