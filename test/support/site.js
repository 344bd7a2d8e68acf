// A flake of three machines with their registry: what a team has in its repository.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const web = (name, port) => `{ lib, ... }:
{
  networking.hostName = "${name}";
  services.nginx.enable = true;
  services.nginx.virtualHosts."example.org".locations."/".proxyPass = "http://10.0.3.10:8080";
  services.fail2ban.enable = lib.mkIf (1 == 2) true;
  networking.firewall.allowedTCPPorts = [ 80 ${port} ];
}
`;

const files = {
  'machines.yaml': `version: 1
machines:
  web1: { host: 10.0.2.10, role: web-server, flake: './site#web1' }
  web2: { host: 10.0.2.11, role: web-server, flake: './site#web2', tags: [edge] }
  db1: { host: 10.0.3.10, role: database, description: 'Our | data', flake: './site#db1' }
  old: { host: old.example.org }
groups:
  web: [web1, web2]
`,
  'site/flake.nix': `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.web1 = nixpkgs.lib.nixosSystem { modules = [ ./web1.nix ./common.nix ]; };
    nixosConfigurations.web2 = nixpkgs.lib.nixosSystem { modules = [ ./web2.nix ./common.nix ]; };
    nixosConfigurations.db1 = nixpkgs.lib.nixosSystem { modules = [ ./db1.nix ./common.nix ]; };
  };
}
`,
  'site/flake.lock': JSON.stringify({
    nodes: {
      nixpkgs: {
        locked: {
          lastModified: 1764000000,
          owner: 'NixOS',
          repo: 'nixpkgs',
          rev: '0123456789abcdef0123456789abcdef01234567',
          type: 'github',
        },
        original: { owner: 'NixOS', ref: 'nixos-25.11', repo: 'nixpkgs', type: 'github' },
      },
      root: { inputs: { nixpkgs: 'nixpkgs' } },
    },
    root: 'root',
    version: 7,
  }),
  'site/common.nix': `{ lib, pkgs, ... }:
{
  system.stateVersion = "25.11";
  services.openssh = {
    enable = true;
    settings.PermitRootLogin = "no";
  };
  users.users.ada = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    password = "hunter2hunter2";
    openssh.authorizedKeys.keys = [ "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJYQ ada" ];
  };
  fileSystems."/" = { device = "/dev/disk/by-label/root"; fsType = "ext4"; };
}
`,
  'site/web1.nix': web('web1', 443),
  'site/web2.nix': web('web2', 8443),
  'site/db1.nix': `{
  networking.hostName = "db1";
  services.postgresql.enable = true;
  services.openssh.settings.PermitRootLogin = "prohibit-password";
  services.prometheus.exporters.node = { enable = true; port = 9101; };
  systemd.services.dump.script = "pg_dump > /x";
}
`,
};

/** Writes them below a folder. */
export function writeSite(folder) {
  mkdirSync(join(folder, 'site'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
