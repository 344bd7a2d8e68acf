import { is, on, set, type OptionGroup } from './group.js';

/** Interfaces, firewalls, ports. */
export const networkGroups: readonly OptionGroup[] = [
  {
    oneOf: [on('networking.wireless.enable'), on('networking.wireless.iwd.enable')],
    why: 'wpa_supplicant and iwd want the same radio: NixOS refuses both.',
  },
  {
    oneOf: [on('networking.networkmanager.enable'), is('networking.wireless.enable', 'false')],
    why: 'Since NixOS 26.05 NetworkManager switches networking.wireless on, and a plain false clashes with it: leave it out.',
  },
  {
    oneOf: [on('networking.networkmanager.enable'), on('networking.useNetworkd')],
    why: 'NetworkManager and systemd-networkd would both set up the interfaces.',
  },
  {
    oneOf: [on('networking.nftables.enable'), set('networking.firewall.extraCommands')],
    why: 'networking.firewall.extraCommands is for iptables: NixOS refuses it with nftables.',
  },
  {
    oneOf: [on('networking.nftables.enable'), set('networking.firewall.extraStopCommands')],
    why: 'networking.firewall.extraStopCommands is for iptables: NixOS refuses it with nftables.',
  },
  {
    oneOf: [on('networking.nftables.enable'), set('networking.nat.extraCommands')],
    why: 'networking.nat.extraCommands is for iptables, and does nothing with nftables.',
  },
  {
    oneOf: [on('networking.nftables.enable'), on('virtualisation.docker.enable')],
    why: 'Docker writes rules for iptables: with nftables its containers may have no network.',
  },
  {
    when: on('virtualisation.incus.enable'),
    needs: [on('networking.nftables.enable'), is('networking.firewall.enable', 'false')],
    why: 'Incus needs nftables: NixOS refuses it with the firewall of iptables.',
  },
  {
    when: on('services.fail2ban.enable'),
    needs: [{ kind: 'on', path: 'networking.firewall.enable' }, on('networking.nftables.enable')],
    why: 'fail2ban bans through the firewall, which is off here.',
  },
  {
    oneOf: [
      on('services.nginx.enable'),
      on('services.caddy.enable'),
      on('services.httpd.enable'),
      on('services.traefik.enable'),
      on('services.haproxy.enable'),
    ],
    why: 'Both listen on ports 80 and 443 unless told otherwise: the second one does not start.',
  },
  {
    oneOf: [
      on('services.adguardhome.enable'),
      on('services.unbound.enable'),
      on('services.dnsmasq.enable'),
      on('services.blocky.enable'),
      on('services.coredns.enable'),
      on('services.bind.enable'),
    ],
    why: 'Both listen on port 53 unless told otherwise: the second one does not start.',
  },
  {
    when: is('services.tailscale.useRoutingFeatures', '"client"'),
    needs: [
      is('networking.firewall.checkReversePath', '"loose"'),
      is('networking.firewall.checkReversePath', 'false'),
    ],
    why: 'Through an exit node answers come back another way: networking.firewall.checkReversePath has to be "loose".',
  },
];
