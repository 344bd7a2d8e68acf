import type { NixTemplate } from '@nixai/api';
import { domain, email, folder, text } from './variables.js';

const acme = `  security.acme.acceptTerms = true;
  security.acme.defaults.email = @email@;
`;
const isReached = ['a name whose DNS points here', 'ports 80 and 443 reachable from the internet'];
const opens = 'Ports 80 and 443 are opened: pages are what it is for.';

/** What answers on the web. */
export const servers: readonly NixTemplate[] = [
  {
    id: 'web-server',
    title: 'Web server with HTTPS',
    description:
      'nginx serves one folder under one name, with a certificate of Let’s Encrypt that renews itself.',
    kind: 'nixos',
    category: 'server',
    tags: ['nginx', 'https', 'acme', 'web'],
    features: ['nginx', 'a certificate that renews itself', 'HTTP sent on to HTTPS'],
    requires: isReached,
    notes: [opens],
    next: ['sudo nixos-rebuild switch', 'systemctl status acme-NAME.service'],
    variables: [domain, email, folder('root', 'The folder with the pages', '/var/www')],
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

${acme}
  networking.firewall.allowedTCPPorts = [ 80 443 ];
}
`,
  },
  {
    id: 'web-caddy',
    title: 'Web server with Caddy',
    description: 'Caddy serves one folder under one name, and gets its certificates by itself.',
    kind: 'nixos',
    category: 'server',
    tags: ['caddy', 'https', 'web'],
    features: ['Caddy', 'certificates without a setting'],
    requires: isReached,
    notes: [opens],
    next: ['sudo nixos-rebuild switch', 'journalctl -u caddy'],
    variables: [domain, email, folder('root', 'The folder with the pages', '/var/www')],
    source: `{ ... }:
{
  services.caddy = {
    enable = true;
    email = @email@;
    virtualHosts.@domain@.extraConfig = "root * " + @root@ + "\\nfile_server\\n";
  };
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
    features: ['HTTPS with a certificate that renews itself', 'WebSockets'],
    requires: isReached,
    notes: [opens],
    next: ['sudo nixos-rebuild switch'],
    variables: [
      domain,
      email,
      text('backend', 'Where the service listens', {
        default: 'http://127.0.0.1:8080',
        pattern: /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d{1,5}/,
      }),
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

${acme}
  networking.firewall.allowedTCPPorts = [ 80 443 ];
}
`,
  },
  {
    id: 'git-forge',
    title: 'Forgejo, a forge for Git',
    description:
      'Forgejo with PostgreSQL and large files, on loopback; nobody can register by themselves.',
    kind: 'nixos',
    category: 'server',
    tags: ['forgejo', 'gitea', 'git', 'forge'],
    features: ['Forgejo', 'PostgreSQL over the local socket', 'LFS'],
    notes: [
      'It listens on loopback: reverse-proxy with http://127.0.0.1:3000 lets others reach it.',
    ],
    next: [
      'sudo nixos-rebuild switch',
      'Make the first user: sudo -u forgejo forgejo admin user create --admin …',
    ],
    variables: [
      domain,
      text('address', 'The address in links and clone URLs', {
        example: 'https://git.example.org/',
        pattern: /https?:\/\/[\w.:/-]+\//,
      }),
    ],
    source: `{ ... }:
{
  services.forgejo = {
    enable = true;
    database.type = "postgres";
    lfs.enable = true;
    settings = {
      server = {
        DOMAIN = @domain@;
        ROOT_URL = @address@;
        HTTP_ADDR = "127.0.0.1";
      };
      service.DISABLE_REGISTRATION = true;
    };
  };
}
`,
  },
  {
    id: 'ci-runner',
    title: 'Runner for Forgejo’s and Gitea’s actions',
    description: 'A runner that does its jobs in Podman’s containers.',
    kind: 'nixos',
    category: 'server',
    tags: ['ci', 'forgejo', 'gitea', 'actions', 'runner'],
    features: ['jobs in containers only', 'the token in a file'],
    notes: ['Who may push to the forge can run programs in containers on this machine.'],
    next: ['Write TOKEN=… into the token file, mode 0600.', 'sudo nixos-rebuild switch'],
    variables: [
      text('address', 'The address of the forge', {
        example: 'https://git.example.org',
        pattern: /https?:\/\/[\w.:/-]+/,
      }),
      text('tokenFile', 'The registration token: a file that only root reads', {
        default: '/var/lib/secrets/runner-token',
        pattern: /\/[\w./@+-]+/,
      }),
      text('label', 'The name that jobs ask for, and the image that it stands for', {
        default: 'ubuntu-latest:docker://node:22-bookworm',
        pattern: /[\w.-]+:docker:\/\/[\w./:@-]+/,
      }),
    ],
    source: `{ ... }:
{
  virtualisation.podman.enable = true;
  services.gitea-actions-runner.instances.default = {
    enable = true;
    name = "default";
    url = @address@;
    tokenFile = @tokenFile@;
    labels = [ @label@ ];
  };
}
`,
  },
  {
    id: 'passwords',
    title: 'Vaultwarden, a server for Bitwarden’s programs',
    description:
      'Passwords of a family or a team, on loopback, copied to a folder each day; sign-ups are closed.',
    kind: 'nixos',
    category: 'server',
    tags: ['vaultwarden', 'bitwarden', 'passwords'],
    features: ['Vaultwarden', 'daily copies', 'no sign-ups'],
    notes: ['Its programs need HTTPS: reverse-proxy with http://127.0.0.1:8222 gives it.'],
    next: [
      'Write ADMIN_TOKEN=… into the environment file, mode 0600.',
      'sudo nixos-rebuild switch',
    ],
    variables: [
      text('address', 'The address that people open', {
        example: 'https://vault.example.org',
        pattern: /https:\/\/[\w.:/-]+/,
      }),
      text('environmentFile', 'ADMIN_TOKEN and other secrets: a file that only root reads', {
        default: '/var/lib/secrets/vaultwarden.env',
        pattern: /\/[\w./@+-]+/,
      }),
    ],
    source: `{ ... }:
{
  services.vaultwarden = {
    enable = true;
    backupDir = "/var/backup/vaultwarden";
    environmentFile = @environmentFile@;
    config = {
      DOMAIN = @address@;
      SIGNUPS_ALLOWED = false;
      ROCKET_ADDRESS = "127.0.0.1";
      ROCKET_PORT = 8222;
    };
  };
}
`,
  },
];
