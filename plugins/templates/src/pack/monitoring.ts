import type { NixTemplate } from '@nixai/api';
import { port, text } from './variables.js';

/** What watches machines. */
export const monitoring: readonly NixTemplate[] = [
  {
    id: 'monitoring',
    title: 'Prometheus and Grafana',
    description:
      'Figures of this machine each quarter of a minute, and dashboards, both on loopback.',
    kind: 'nixos',
    category: 'monitoring',
    tags: ['prometheus', 'grafana', 'metrics', 'node-exporter'],
    features: ['Prometheus with the node exporter', 'Grafana with it as its source'],
    notes: ['Both listen on loopback: ssh -L 3000:localhost:3000 HOST, or reverse-proxy.'],
    next: [
      'Write a random key into the secret file, readable by grafana alone.',
      'sudo nixos-rebuild switch',
    ],
    variables: [
      port('Where Grafana listens', 3000),
      text('secretKey', 'How Grafana reads its secret key: a file, never the key itself', {
        default: '$__file{/var/lib/secrets/grafana-key}',
        pattern: /\$__file\{\/[\w./-]+\}/,
      }),
    ],
    source: `{ ... }:
{
  services.prometheus = {
    enable = true;
    listenAddress = "127.0.0.1";
    exporters.node = {
      enable = true;
      listenAddress = "127.0.0.1";
    };
    scrapeConfigs = [
      {
        job_name = "node";
        static_configs = [ { targets = [ "127.0.0.1:9100" ]; } ];
      }
    ];
  };

  services.grafana = {
    enable = true;
    settings = {
      server = {
        http_addr = "127.0.0.1";
        http_port = @port@;
      };
      security.secret_key = @secretKey@;
    };
    provision.datasources.settings.datasources = [
      {
        name = "Prometheus";
        type = "prometheus";
        url = "http://127.0.0.1:9090";
      }
    ];
  };
}
`,
  },
  {
    id: 'metrics-exporter',
    title: 'Figures of this machine for a Prometheus elsewhere',
    description: 'The node exporter with systemd’s figures, reached over one interface alone.',
    kind: 'nixos',
    category: 'monitoring',
    tags: ['prometheus', 'metrics', 'node-exporter'],
    features: ['the node exporter', 'its port open on one interface'],
    notes: ['Who reaches that interface reads the figures: choose a VPN’s.'],
    next: ['sudo nixos-rebuild switch', 'curl http://localhost:9100/metrics'],
    variables: [
      text('interface', 'The interface that Prometheus comes by', {
        example: 'wg0',
        pattern: /[a-z][a-z0-9.-]{1,14}/,
      }),
    ],
    source: `{ ... }:
{
  services.prometheus.exporters.node = {
    enable = true;
    enabledCollectors = [ "systemd" ];
  };
  networking.firewall.interfaces.@interface@.allowedTCPPorts = [ 9100 ];
}
`,
  },
  {
    id: 'uptime',
    title: 'Watch whether services answer',
    description:
      'Uptime Kuma on loopback: pages, ports and certificates, with messages when one fails.',
    kind: 'nixos',
    category: 'monitoring',
    tags: ['uptime', 'kuma', 'alerts'],
    features: ['Uptime Kuma'],
    notes: ['It listens on loopback: ssh -L 3001:localhost:3001 HOST, or reverse-proxy.'],
    next: ['sudo nixos-rebuild switch', 'Open http://localhost:3001 and make the first user.'],
    variables: [],
    source: `{ ... }:
{
  services.uptime-kuma.enable = true;
}
`,
  },
  {
    id: 'disk-health',
    title: 'Hear of disks that fail',
    description: 'smartd tests the disks, and mail or a wall message tells of what it finds.',
    kind: 'nixos',
    category: 'monitoring',
    tags: ['smart', 'disk', 'smartd'],
    features: ['SMART tests on a schedule', 'a message to who is logged in'],
    requires: ['disks with SMART, not those of a virtual machine'],
    next: ['sudo nixos-rebuild switch', 'sudo smartctl --all /dev/DISK'],
    variables: [],
    source: `{ pkgs, ... }:
{
  services.smartd = {
    enable = true;
    autodetect = true;
    notifications.wall.enable = true;
  };
  environment.systemPackages = [ pkgs.smartmontools ];
}
`,
  },
];
