// Configurations of the shapes that people have, each as the files of its folder.
const hardware =
  '{ lib, modulesPath, ... }: { imports = [ (modulesPath + "/installer/scan/not-detected.nix") ]; nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux"; fileSystems."/".device = "/dev/sda1"; }\n';
const with_ = (configuration, more = {}) => ({
  'configuration.nix': configuration,
  'hardware-configuration.nix': hardware,
  ...more,
});
const base =
  'imports = [ ./hardware-configuration.nix ]; networking.hostName = "box"; system.stateVersion = "23.11";';

export const shapes = {
  'one file': with_(
    `{ config, pkgs, ... }: { ${base} environment.systemPackages = with pkgs; [ git vim ]; }`,
  ),
  'a set': with_(`{ ${base} services.openssh.enable = true; }`),
  'modules in folders': with_(
    `{ ... }: { imports = [ ./hardware-configuration.nix ./modules ]; system.stateVersion = "24.05"; }`,
    {
      'modules/default.nix': '{ imports = [ ./ssh.nix ]; }',
      'modules/ssh.nix': '{ services.openssh.enable = true; }',
    },
  ),
  'home manager as module': with_(
    `{ pkgs, ... }: { imports = [ ./hardware-configuration.nix <home-manager/nixos> ]; home-manager.users.ada = { pkgs, ... }: { home.packages = [ pkgs.git ]; home.stateVersion = "24.05"; }; system.stateVersion = "24.05"; }`,
  ),
  'home manager in a file': with_(
    `{ imports = [ ./hardware-configuration.nix <home-manager/nixos> ]; home-manager.users.ada = import ./home.nix; system.stateVersion = "24.05"; }`,
    {
      'home.nix':
        '{ pkgs, ... }: let u = import <nixos-unstable> { }; in { home.packages = [ u.git ]; home.stateVersion = "24.05"; }',
    },
  ),
  'unstable beside stable': with_(
    `{ config, pkgs, ... }: let unstable = import <nixos-unstable> { config = config.nixpkgs.config; }; in { ${base} nixpkgs.config.allowUnfree = true; environment.systemPackages = [ unstable.git pkgs.vim ]; }`,
  ),
  'unstable overlay': with_(
    `{ ${base} nixpkgs.overlays = [ (final: prev: { unstable = import <nixos-unstable> { system = prev.system; }; }) ]; }`,
  ),
  'unstable in a let before': with_(
    `let unstable = import <nixos-unstable> { }; in { pkgs, ... }: { ${base} environment.systemPackages = [ unstable.git ]; }`,
  ),
  'a profile of nixpkgs': with_(
    `{ ... }: { imports = [ ./hardware-configuration.nix <nixpkgs/nixos/modules/profiles/headless.nix> ]; system.stateVersion = "24.05"; }`,
  ),
  'nixos-hardware': with_(
    `{ imports = [ ./hardware-configuration.nix <nixos-hardware/lenovo/thinkpad/x220> ]; system.stateVersion = "24.05"; }`,
  ),
  agenix: with_(
    `{ imports = [ ./hardware-configuration.nix <agenix/modules/age.nix> ]; age.secrets.a.file = ./a.age; system.stateVersion = "24.05"; }`,
    { 'a.age': 'x' },
  ),
  'arguments by name': with_(
    `args: { ${base} x = (import <nixpkgs> { system = "x86_64-linux"; }).git; }`,
  ),
  'the system of now': with_(`{ pkgs, ... }: { ${base} y = builtins.currentSystem; }`),
  'a path below /': with_(`{ ${base} z = import ./extra.nix; }`, { 'extra.nix': '{ a = 1; }' }),
  conditions: with_(
    `{ lib, config, ... }: { ${base} imports_ = 1; services.x = lib.mkIf (config.networking.hostName == "box") { enable = true; }; }`,
  ),
  'old hardware file': {
    'configuration.nix': `{ ${base} }`,
    'hardware-configuration.nix':
      '{ imports = [ <nixpkgs/nixos/modules/installer/scan/not-detected.nix> ]; }\n',
  },
  'variables and secrets': with_(
    `{ ${base} a = builtins.getEnv "USER"; b.passwordFile = /run/secrets/b; }`,
  ),
  'home manager alone': with_(`{ ${base} users.users.ada.isNormalUser = true; }`, {
    'home.nix':
      '{ pkgs, ... }: { home.username = "ada"; home.homeDirectory = "/home/ada"; home.packages = [ pkgs.git ]; home.stateVersion = "24.05"; }',
  }),
  'two hosts': {
    'configuration.nix': '{ imports = [ ./hosts/box.nix ]; }\n',
    'hosts/box.nix': `{ imports = [ ../hardware-configuration.nix ../common.nix ]; networking.hostName = "box"; }\n`,
    'hosts/other.nix': `{ imports = [ ../hardware-configuration.nix ../common.nix ]; networking.hostName = "other"; }\n`,
    'common.nix':
      '{ pkgs, ... }: { environment.systemPackages = [ pkgs.git ]; system.stateVersion = "24.05"; }\n',
    'hardware-configuration.nix': hardware,
  },
  'NUR by a tarball': with_(
    `{ pkgs, ... }: { ${base} nixpkgs.config.packageOverrides = pkgs: { nur = import (builtins.fetchTarball "https://github.com/nix-community/NUR/archive/master.tar.gz") { inherit pkgs; }; }; }`,
  ),
  'WSL by a tarball': with_(
    `let wsl = builtins.fetchTarball "https://github.com/nix-community/NixOS-WSL/archive/main.tar.gz"; in { imports = [ ./hardware-configuration.nix (wsl + "/modules") ]; wsl.enable = true; system.stateVersion = "24.05"; }`,
  ),
  'an unknown channel': with_(
    `{ imports = [ ./hardware-configuration.nix <mystery/x.nix> ]; system.stateVersion = "24.05"; }`,
  ),
};
