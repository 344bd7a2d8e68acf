import type { NixTemplate, TemplateVariable } from '@nixai/api';
import { release, text, userName } from './variables.js';

const nixpkgs = text('nixpkgs', 'Where packages and modules come from', {
  default: `github:NixOS/nixpkgs/nixos-${release}`,
  pattern: /[\w:/.?=&-]+/,
});
const system = text('system', 'The platform of the machine', {
  default: 'x86_64-linux',
  choices: ['x86_64-linux', 'aarch64-linux'],
});
const host = (name: string, description: string, usual: string): TemplateVariable =>
  text(name, description, { example: usual, pattern: /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/ });

const lock = ['nix flake lock', 'git add flake.nix flake.lock'];

/** Every platform that nixpkgs builds for, so that a shell is there for whoever clones it. */
const eachSystem = `    let
      systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
      each = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.\${system});
    in
`;

/** A shell for one language: what nixpkgs calls its tools. */
function shell(
  id: string,
  language: string,
  tags: readonly string[],
  packages: string,
): NixTemplate {
  return {
    id,
    title: `Shell to develop in ${language}`,
    description: `A flake with a shell that has what ${language} needs, on Linux and macOS.`,
    kind: 'flake',
    category: 'development',
    tags: ['devshell', 'nix-develop', ...tags],
    features: ['the tools in a shell, nothing installed', 'nixfmt for the flake'],
    next: [...lock, 'nix develop (or direnv: echo "use flake" > .envrc)'],
    variables: [nixpkgs],
    source: `{
  inputs.nixpkgs.url = @nixpkgs@;

  outputs = { nixpkgs, ... }:
${eachSystem}    {
      devShells = each (pkgs: {
        default = pkgs.mkShell {
          packages = with pkgs; [ ${packages} ];
        };
      });
      formatter = each (pkgs: pkgs.nixfmt);
    };
}
`,
  };
}

/** `flake.nix` files. */
export const flakes: readonly NixTemplate[] = [
  {
    id: 'flake',
    title: 'Flake for one machine',
    description: 'A flake.nix that builds one machine from the configuration.nix beside it.',
    kind: 'flake',
    category: 'flake',
    tags: ['nixos', 'minimal'],
    features: ['one machine', 'nixpkgs of the release that is current'],
    next: [...lock, 'sudo nixos-rebuild switch --flake .'],
    variables: [
      host('hostName', 'The machine: nixos-rebuild switch --flake .#NAME', 'nixos'),
      nixpkgs,
      system,
    ],
    source: `{
  inputs.nixpkgs.url = @nixpkgs@;

  outputs = { self, nixpkgs }: {
    nixosConfigurations.@hostName@ = nixpkgs.lib.nixosSystem {
      system = @system@;
      modules = [ ./configuration.nix ];
    };
  };
}
`,
  },
  {
    id: 'flake-hosts',
    title: 'Flake for several machines',
    description: 'Two machines from hosts/NAME.nix, with what they share in common.nix.',
    kind: 'flake',
    category: 'flake',
    tags: ['nixos', 'hosts', 'multi-host'],
    features: ['a module for each machine', 'one that all of them share'],
    next: [...lock, 'sudo nixos-rebuild switch --flake .#NAME'],
    variables: [
      host('first', 'The first machine', 'desk'),
      host('second', 'The second machine', 'server'),
      nixpkgs,
    ],
    source: `{
  inputs.nixpkgs.url = @nixpkgs@;

  outputs = { nixpkgs, ... }:
    let
      machine = name: nixpkgs.lib.nixosSystem {
        modules = [
          ./common.nix
          ./hosts/\${name}.nix
          { networking.hostName = name; }
        ];
      };
    in
    {
      nixosConfigurations = nixpkgs.lib.genAttrs [ @first@ @second@ ] machine;
    };
}
`,
  },
  {
    id: 'flake-home',
    title: 'Flake for a home',
    description: 'Home Manager on its own, from the home.nix beside it.',
    kind: 'flake',
    category: 'flake',
    tags: ['home-manager', 'home'],
    features: ['Home Manager of the same release as nixpkgs'],
    next: [...lock, 'nix run home-manager -- switch --flake .'],
    variables: [
      userName,
      nixpkgs,
      text('homeManager', 'Where Home Manager comes from', {
        default: `github:nix-community/home-manager/release-${release}`,
        pattern: /[\w:/.?=&-]+/,
      }),
      system,
    ],
    source: `{
  inputs = {
    nixpkgs.url = @nixpkgs@;
    home-manager.url = @homeManager@;
    home-manager.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { nixpkgs, home-manager, ... }: {
    homeConfigurations.@userName@ = home-manager.lib.homeManagerConfiguration {
      pkgs = nixpkgs.legacyPackages.\${@system@};
      modules = [ ./home.nix ];
    };
  };
}
`,
  },
  {
    id: 'flake-wsl',
    title: 'NixOS on Windows (WSL)',
    description: 'A flake with NixOS-WSL and one machine, for wsl.exe.',
    kind: 'flake',
    category: 'flake',
    tags: ['wsl', 'windows'],
    features: ['NixOS-WSL', 'your name as the one that Windows starts with'],
    requires: ['Windows 10 or 11 with WSL 2, and the NixOS image of NixOS-WSL'],
    next: [...lock, 'sudo nixos-rebuild switch --flake .'],
    variables: [
      host('hostName', 'The machine', 'wsl'),
      { ...userName, description: 'The login name that Windows starts with' },
      text('stateVersion', 'The release it was installed with; never changed afterwards', {
        example: release,
        pattern: /\d\d\.(?:05|11)/,
      }),
      nixpkgs,
    ],
    source: `{
  inputs = {
    nixpkgs.url = @nixpkgs@;
    nixos-wsl.url = "github:nix-community/NixOS-WSL";
    nixos-wsl.inputs.nixpkgs.follows = "nixpkgs";
  };

  outputs = { nixpkgs, nixos-wsl, ... }: {
    nixosConfigurations.@hostName@ = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        nixos-wsl.nixosModules.default
        {
          wsl.enable = true;
          wsl.defaultUser = @userName@;
          networking.hostName = @hostName@;
          system.stateVersion = @stateVersion@;
        }
      ];
    };
  };
}
`,
  },
  {
    id: 'flake-package',
    title: 'Flake for a package',
    description: 'The program of this folder as a package, and a shell with what builds it.',
    kind: 'flake',
    category: 'flake',
    tags: ['package', 'derivation'],
    features: ['packages.default for four platforms', 'a shell with the same tools'],
    next: [...lock, 'nix build'],
    variables: [
      text('name', 'What the package is called', {
        example: 'hello',
        pattern: /[a-z][a-z0-9-]{0,60}/,
      }),
      text('version', 'Its version', { default: '0.1.0', pattern: /\d[\w.+-]*/ }),
      nixpkgs,
    ],
    source: `{
  inputs.nixpkgs.url = @nixpkgs@;

  outputs = { self, nixpkgs }:
${eachSystem}    {
      packages = each (pkgs: {
        default = pkgs.stdenv.mkDerivation {
          pname = @name@;
          version = @version@;
          src = self;
        };
      });
      devShells = each (pkgs: {
        default = pkgs.mkShell {
          inputsFrom = [ self.packages.\${pkgs.stdenv.hostPlatform.system}.default ];
        };
      });
    };
}
`,
  },
  shell('dev-python', 'Python', ['python', 'uv'], 'python3 uv ruff'),
  shell('dev-rust', 'Rust', ['rust', 'cargo'], 'cargo rustc rustfmt clippy rust-analyzer'),
  shell(
    'dev-node',
    'JavaScript and TypeScript',
    ['node', 'javascript', 'typescript'],
    'nodejs pnpm typescript',
  ),
  shell('dev-go', 'Go', ['go', 'golang'], 'go gopls gotools'),
  shell('dev-c', 'C and C++', ['c', 'cpp', 'cmake'], 'gcc cmake ninja gdb clang-tools'),
  shell('dev-java', 'Java', ['java', 'jdk', 'maven'], 'jdk maven gradle'),
];
