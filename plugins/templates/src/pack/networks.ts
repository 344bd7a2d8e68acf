import type { NixTemplate } from '@nixai/api';
import { networkInterface, port, secretFile, text, whether } from './variables.js';

const cidr = /[\d.]+\/\d{1,2}/;

/** Between machines. */
export const networks: readonly NixTemplate[] = [
  {
    id: 'vpn-wireguard',
    title: 'WireGuard server with one peer',
    description: 'A network of your own over the internet; the private key stays in a file.',
    kind: 'nixos',
    category: 'network',
    tags: ['wireguard', 'vpn'],
    features: ['WireGuard with one peer', 'its port open'],
    requires: ['a UDP port that is reachable from the internet'],
    notes: ['Its port is opened: that is what it is for.'],
    next: ['wg genkey > KEYFILE, mode 0600', 'sudo nixos-rebuild switch', 'sudo wg show'],
    variables: [
      text('address', 'The address of this machine in the VPN', {
        default: '10.100.0.1/24',
        pattern: cidr,
      }),
      text('peerKey', 'The public key of the peer', {
        example: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
        pattern: /[A-Za-z0-9+/]{43}=/,
      }),
      text('peerAddress', 'The address of the peer', { default: '10.100.0.2/32', pattern: cidr }),
      port('The UDP port', 51820),
      secretFile('keyFile', 'The private key', '/var/lib/secrets/wireguard'),
    ],
    source: `{ ... }:
{
  networking.wireguard.interfaces.wg0 = {
    ips = [ @address@ ];
    listenPort = @port@;
    privateKeyFile = @keyFile@;
    peers = [
      {
        publicKey = @peerKey@;
        allowedIPs = [ @peerAddress@ ];
      }
    ];
  };
  networking.firewall.allowedUDPPorts = [ @port@ ];
}
`,
  },
  {
    id: 'vpn-tailscale',
    title: 'Tailscale',
    description: 'This machine in your tailnet; it is no router and no exit node.',
    kind: 'nixos',
    category: 'network',
    tags: ['tailscale', 'vpn', 'mesh'],
    features: ['Tailscale', 'its UDP port open where you say so'],
    next: ['sudo nixos-rebuild switch', 'sudo tailscale up'],
    variables: [whether('openFirewall', 'Open its UDP port, so that machines meet directly')],
    source: `{ ... }:
{
  services.tailscale = {
    enable = true;
    useRoutingFeatures = "client";
    openFirewall = @openFirewall@;
  };
}
`,
  },
  {
    id: 'dns-adblock',
    title: 'DNS for the house, without advertisements',
    description: 'AdGuard Home for one network; its page is on loopback.',
    kind: 'nixos',
    category: 'network',
    tags: ['adguard', 'dns', 'adblock'],
    features: ['AdGuard Home', 'port 53 open on one interface'],
    notes: ['Open it to your own network alone: one that answers the internet is misused.'],
    next: [
      'sudo nixos-rebuild switch',
      'Open http://localhost:3000, then name it in your router’s DHCP.',
    ],
    variables: [networkInterface('interface', 'The interface of your own network', 'enp3s0')],
    source: `{ ... }:
{
  services.adguardhome = {
    enable = true;
    host = "127.0.0.1";
    port = 3000;
  };
  networking.firewall.interfaces.@interface@ = {
    allowedTCPPorts = [ 53 ];
    allowedUDPPorts = [ 53 ];
  };
}
`,
  },
  {
    id: 'router',
    title: 'Router between a provider and a house',
    description:
      'nftables with NAT, addresses by Kea, names by Unbound; nothing is open to the outside.',
    kind: 'nixos',
    category: 'network',
    tags: ['router', 'nat', 'dhcp', 'firewall', 'nftables'],
    features: ['NAT', 'DHCP', 'DNS for the house', 'the outside closed'],
    requires: ['two network interfaces'],
    notes: [
      'The addresses are 192.168.10.0/24: change them in the module where the house has others.',
    ],
    next: ['sudo nixos-rebuild boot, then reboot with a screen at hand'],
    variables: [
      networkInterface('outside', 'The interface to the provider', 'enp1s0'),
      networkInterface('inside', 'The interface to the house', 'enp2s0'),
    ],
    source: `{ ... }:
{
  networking.nftables.enable = true;
  networking.interfaces.@inside@.ipv4.addresses = [
    {
      address = "192.168.10.1";
      prefixLength = 24;
    }
  ];
  networking.nat = {
    enable = true;
    externalInterface = @outside@;
    internalInterfaces = [ @inside@ ];
  };
  networking.firewall.interfaces.@inside@ = {
    allowedTCPPorts = [ 53 ];
    allowedUDPPorts = [ 53 67 ];
  };

  services.kea.dhcp4 = {
    enable = true;
    settings = {
      interfaces-config.interfaces = [ @inside@ ];
      subnet4 = [
        {
          id = 1;
          subnet = "192.168.10.0/24";
          pools = [ { pool = "192.168.10.100 - 192.168.10.200"; } ];
          option-data = [
            { name = "routers"; data = "192.168.10.1"; }
            { name = "domain-name-servers"; data = "192.168.10.1"; }
          ];
        }
      ];
    };
  };
  services.unbound = {
    enable = true;
    settings.server = {
      interface = [ "127.0.0.1" "192.168.10.1" ];
      access-control = [ "127.0.0.0/8 allow" "192.168.10.0/24 allow" ];
    };
  };
}
`,
  },
  {
    id: 'binary-cache',
    title: 'A cache of builds for your machines',
    description: 'nix-serve signs and serves the store of this machine, on loopback.',
    kind: 'nixos',
    category: 'network',
    tags: ['cache', 'nix-serve', 'substituter'],
    features: ['signed builds', 'loopback only'],
    notes: ['The others need its public key in nix.settings.trusted-public-keys.'],
    next: [
      'nix-store --generate-binary-cache-key NAME KEYFILE PUBLICFILE',
      'sudo nixos-rebuild switch',
    ],
    variables: [secretFile('keyFile', 'The key that signs', '/var/lib/secrets/cache-key')],
    source: `{ ... }:
{
  services.nix-serve = {
    enable = true;
    bindAddress = "127.0.0.1";
    secretKeyFile = @keyFile@;
  };
  nix.gc.automatic = true;
  nix.optimise.automatic = true;
}
`,
  },
];
