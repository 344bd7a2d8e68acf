import type { NixTemplate } from '@nixai/api';
import { release, text } from './variables.js';

/** Programs that come with a system of their own. */
export const containers: readonly NixTemplate[] = [
  {
    id: 'containers-podman',
    title: 'A container that runs with the machine',
    description:
      'Podman without a daemon, and one container as a systemd unit, its port on loopback.',
    kind: 'nixos',
    category: 'container',
    tags: ['podman', 'containers', 'oci', 'docker'],
    features: [
      'Podman with names between containers',
      'one container as a unit',
      'old images taken away',
    ],
    notes: ['A published port passes the firewall: this one is on loopback.'],
    next: ['sudo nixos-rebuild switch', 'systemctl status podman-NAME'],
    variables: [
      text('name', 'What the container is called', {
        default: 'app',
        pattern: /[a-z][a-z0-9-]{0,30}/,
      }),
      text('image', 'The image with its version', {
        example: 'docker.io/library/nginx:1.27',
        pattern: /[\w./-]+:(?!latest$)[\w.-]+/,
      }),
      text('publish', 'Which port of the machine leads to which of the container', {
        default: '127.0.0.1:8080:80',
        pattern: /127\.0\.0\.1:\d{1,5}:\d{1,5}/,
      }),
    ],
    source: `{ ... }:
{
  virtualisation.podman = {
    enable = true;
    autoPrune.enable = true;
    defaultNetwork.settings.dns_enabled = true;
  };
  virtualisation.oci-containers = {
    backend = "podman";
    containers.@name@ = {
      image = @image@;
      ports = [ @publish@ ];
    };
  };
}
`,
  },
  {
    id: 'docker',
    title: 'Docker, without root',
    description: 'Docker as each person runs it for themselves, for programs that insist on it.',
    kind: 'nixos',
    category: 'container',
    tags: ['docker', 'containers', 'rootless'],
    features: ['rootless Docker', 'DOCKER_HOST set'],
    notes: ['Nobody is put into the group docker: that is as much as root.'],
    next: ['sudo nixos-rebuild switch', 'systemctl --user start docker'],
    variables: [],
    source: `{ ... }:
{
  virtualisation.docker.rootless = {
    enable = true;
    setSocketVariable = true;
  };
}
`,
  },
  {
    id: 'kubernetes-single',
    title: 'Kubernetes on one machine',
    description:
      'k3s as server and worker in one; its door stays on this machine unless you open it.',
    kind: 'nixos',
    category: 'container',
    tags: ['kubernetes', 'k3s'],
    features: ['k3s with its own store of state'],
    notes: [
      '/etc/rancher/k3s/k3s.yaml gives all rights over it.',
      'For kubectl from other machines open port 6443 on an interface of yours.',
    ],
    next: ['sudo nixos-rebuild switch', 'sudo k3s kubectl get nodes'],
    variables: [],
    source: `{ ... }:
{
  services.k3s = {
    enable = true;
    role = "server";
  };
}
`,
  },
  {
    id: 'system-container',
    title: 'A NixOS of its own inside of this one',
    description: 'A systemd-nspawn container with its own network and a web server to begin with.',
    kind: 'nixos',
    category: 'container',
    tags: ['containers', 'nspawn', 'nixos-container'],
    features: ['a NixOS container', 'a private network'],
    next: ['sudo nixos-rebuild switch', 'sudo nixos-container root-login NAME'],
    variables: [
      text('name', 'What the container is called', {
        default: 'web',
        pattern: /[a-z][a-z0-9-]{0,10}/,
      }),
      text('stateVersion', 'The release that the container starts with; never changed afterwards', {
        example: release,
        pattern: /\d\d\.(?:05|11)/,
      }),
    ],
    source: `{ ... }:
{
  containers.@name@ = {
    autoStart = true;
    privateNetwork = true;
    hostAddress = "192.168.100.1";
    localAddress = "192.168.100.2";
    config = {
      services.nginx.enable = true;
      networking.firewall.allowedTCPPorts = [ 80 ];
      system.stateVersion = @stateVersion@;
    };
  };
}
`,
  },
];
