import type { NixTemplate } from '@nixai/api';
import { domain, email } from './variables.js';

const name = /[a-z_][a-z0-9_]{0,62}/;

/** Modules to import beside the configuration of a machine. */
export const services: readonly NixTemplate[] = [
  {
    id: 'web-server',
    title: 'Web server with HTTPS',
    description:
      'nginx serves one folder under one name, with a certificate of Let’s Encrypt that renews itself.',
    kind: 'nixos',
    category: 'server',
    tags: ['nginx', 'https', 'acme', 'web'],
    variables: [
      domain,
      email,
      {
        name: 'root',
        description: 'The folder with the pages',
        type: 'string',
        default: '/var/www',
        pattern: /\/[\w./-]+/,
      },
    ],
    source: `{ ... }:
{
  services.nginx = {
    enable = true;
    recommendedGzipSettings = true;
    recommendedOptimisation = true;
    recommendedTlsSettings = true;
    virtualHosts.@domain@ = {
      enableACME = true;
      forceSSL = true;
      root = @root@;
    };
  };

  security.acme.acceptTerms = true;
  security.acme.defaults.email = @email@;

  networking.firewall.allowedTCPPorts = [ 80 443 ];
}
`,
  },
  {
    id: 'reverse-proxy',
    title: 'HTTPS in front of a service of this machine',
    description:
      'nginx takes HTTPS for one name and passes it on to a port on loopback, WebSockets included.',
    kind: 'nixos',
    category: 'server',
    tags: ['nginx', 'https', 'acme', 'proxy'],
    variables: [
      domain,
      email,
      {
        name: 'backend',
        description: 'Where the service listens',
        type: 'string',
        default: 'http://127.0.0.1:8080',
        pattern: /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}/,
      },
    ],
    source: `{ ... }:
{
  services.nginx = {
    enable = true;
    recommendedProxySettings = true;
    recommendedTlsSettings = true;
    virtualHosts.@domain@ = {
      enableACME = true;
      forceSSL = true;
      locations."/" = {
        proxyPass = @backend@;
        proxyWebsockets = true;
      };
    };
  };

  security.acme.acceptTerms = true;
  security.acme.defaults.email = @email@;

  networking.firewall.allowedTCPPorts = [ 80 443 ];
}
`,
  },
  {
    id: 'postgresql',
    title: 'PostgreSQL with a database and a nightly dump',
    description:
      'A database and the user that owns it, reached over the local socket only, and a dump of it each night.',
    kind: 'nixos',
    category: 'database',
    tags: ['postgresql', 'sql', 'backup'],
    variables: [
      {
        name: 'database',
        description: 'The database, and the system user that owns it',
        type: 'string',
        example: 'app',
        pattern: name,
      },
    ],
    source: `{ ... }:
{
  services.postgresql = {
    enable = true;
    enableTCPIP = false;
    ensureDatabases = [ @database@ ];
    ensureUsers = [
      {
        name = @database@;
        ensureDBOwnership = true;
      }
    ];
  };

  services.postgresqlBackup = {
    enable = true;
    databases = [ @database@ ];
    startAt = "*-*-* 03:15:00";
  };
}
`,
  },
  {
    id: 'development',
    title: 'Machine to develop on',
    description:
      'Podman in the place of Docker, direnv with nix-direnv, git, flakes, and a store that is cleaned each week.',
    kind: 'nixos',
    category: 'development',
    tags: ['podman', 'direnv', 'git', 'flakes'],
    variables: [
      {
        name: 'keepDays',
        description: 'Days that old generations are kept',
        type: 'string',
        default: '30d',
        pattern: /[1-9]\d{0,3}d/,
      },
    ],
    source: `{ pkgs, ... }:
{
  nix.settings.experimental-features = [ "nix-command" "flakes" ];
  nix.gc = {
    automatic = true;
    dates = "weekly";
    options = "--delete-older-than " + @keepDays@;
  };

  programs.git.enable = true;
  programs.direnv.enable = true;

  virtualisation.podman = {
    enable = true;
    dockerCompat = true;
    defaultNetwork.settings.dns_enabled = true;
  };

  environment.systemPackages = [ pkgs.ripgrep pkgs.fd pkgs.jq ];
}
`,
  },
];
