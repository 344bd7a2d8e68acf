import type { NixTemplate } from '@nixai/api';
import { email, stateVersion, userName } from './variables.js';

/** Home Manager modules and flakes. */
export const homes: readonly NixTemplate[] = [
  {
    id: 'home',
    title: 'Home Manager basics',
    description: 'A home.nix to begin with: git with your name, a shell, direnv, a few programs.',
    kind: 'home-manager',
    category: 'home',
    tags: ['git', 'bash', 'direnv'],
    variables: [
      userName,
      {
        name: 'fullName',
        description: 'Your name, for git',
        type: 'string',
        example: 'Ada Lovelace',
      },
      { ...email, description: 'Your address, for git' },
      stateVersion,
    ],
    source: `{ pkgs, ... }:
{
  home.username = @userName@;
  home.homeDirectory = "/home/" + @userName@;

  programs.home-manager.enable = true;
  programs.bash.enable = true;
  programs.direnv = {
    enable = true;
    nix-direnv.enable = true;
  };
  programs.git = {
    enable = true;
    userName = @fullName@;
    userEmail = @email@;
  };

  home.packages = [ pkgs.ripgrep pkgs.fd ];

  home.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'flake',
    title: 'Flake for one machine',
    description: 'A flake.nix that builds one machine from the configuration.nix beside it.',
    kind: 'flake',
    category: 'flake',
    tags: ['nixos', 'minimal'],
    variables: [
      {
        name: 'hostName',
        description: 'The machine: nixos-rebuild switch --flake .#NAME',
        type: 'string',
        example: 'nixos',
        pattern: /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
      },
      {
        name: 'nixpkgs',
        description: 'Where packages and modules come from',
        type: 'string',
        default: 'github:NixOS/nixpkgs/nixos-25.05',
        pattern: /[\w:/.?=&-]+/,
      },
      {
        name: 'system',
        description: 'The platform of the machine',
        type: 'string',
        default: 'x86_64-linux',
        choices: ['x86_64-linux', 'aarch64-linux'],
      },
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
];
