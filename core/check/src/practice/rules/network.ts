import { textsOf, type CheckRules, type WrittenValue } from '@nixai/api';
import { hasText, is, isGiven, isOn } from './conditions.js';
import { optionPage } from './links.js';

/** Ports that servers without a login of their own, or with data in them, listen on. */
const dataPorts = new Set([2375, 2379, 3306, 5432, 5984, 6379, 9200, 11211, 27017]);
const hasDataPort = (value: WrittenValue): boolean =>
  value.type === 'list' &&
  value.items.some((item) => item.type === 'number' && dataPorts.has(item.value));

const timeServers = ['chrony', 'ntp', 'openntpd', 'ntpd-rs'].map(
  (name) => `services.${name}.enable`,
);

/** The firewall, and who looks after the network. */
export const networkRules: CheckRules = [
  {
    id: 'firewall-off',
    severity: 'warning',
    set: 'nixos',
    options: ['networking.firewall.enable'],
    // A ruleset of one's own is a firewall too.
    applies: (definition, configuration) =>
      is(false)(definition) &&
      !isGiven(
        configuration,
        'networking.nftables.ruleset',
        'networking.nftables.rulesetFile',
        'networking.nftables.tables.*',
        'networking.nftables.tables.*.content',
      ),
    message: 'the firewall is off',
    why: 'Every service that listens can be reached from the network, also those you forgot.',
    fix: 'Leave it on, and open what is needed with networking.firewall.allowedTCPPorts.',
    docs: optionPage('networking.firewall.enable'),
    samples: {
      fires: [{ 'networking.firewall.enable': false }],
      quiet: [
        { 'networking.firewall.enable': true },
        { 'networking.firewall.enable': false, 'networking.nftables.ruleset': 'table inet x {}' },
      ],
    },
  },
  {
    id: 'firewall-database-open',
    severity: 'warning',
    set: 'nixos',
    options: ['networking.firewall.allowedTCPPorts'],
    applies: ({ values }) => values.some(hasDataPort),
    message: "a database's port is open to every network",
    why: 'Databases and the Docker port are scanned for, and many ask for no password.',
    fix: 'Open it for one interface only: networking.firewall.interfaces."wg0".allowedTCPPorts.',
    docs: optionPage('networking.firewall.interfaces.<name>.allowedTCPPorts'),
    samples: {
      fires: [{ 'networking.firewall.allowedTCPPorts': [443, 5432] }],
      quiet: [
        { 'networking.firewall.allowedTCPPorts': [80, 443] },
        { 'networking.firewall.interfaces.wg0.allowedTCPPorts': [5432] },
      ],
    },
  },
  {
    id: 'firewall-trusts-network-card',
    severity: 'warning',
    set: 'nixos',
    options: ['networking.firewall.trustedInterfaces'],
    applies: hasText(/^(?:eth\d+|wlan\d+|en[opsx]\w+|wl[opsx]\w+|wwan\d+)$/),
    message: 'the firewall lets everything in that comes over a network card',
    why: 'Every port is open to whoever is in that network.',
    fix: 'Trust tunnels and bridges only; open single ports for a card.',
    docs: optionPage('networking.firewall.trustedInterfaces'),
    samples: {
      fires: [{ 'networking.firewall.trustedInterfaces': ['wg0', 'wlan0'] }],
      quiet: [{ 'networking.firewall.trustedInterfaces': ['tailscale0', 'virbr0', 'wg0'] }],
    },
  },
  {
    id: 'two-wifi-managers',
    severity: 'error',
    set: 'nixos',
    options: ['networking.wireless.enable'],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      !definition.conditional &&
      isOn(configuration, 'networking.networkmanager.enable') &&
      !isGiven(configuration, 'networking.networkmanager.unmanaged'),
    message: 'NetworkManager and networking.wireless are both on',
    why: 'Both want to drive the Wi-Fi card: NixOS refuses to build.',
    fix: 'Delete networking.wireless.enable, or list the card in networkmanager.unmanaged.',
    docs: optionPage('networking.networkmanager.unmanaged'),
    samples: {
      fires: [{ 'networking.wireless.enable': true, 'networking.networkmanager.enable': true }],
      quiet: [
        { 'networking.wireless.enable': true },
        {
          'networking.wireless.enable': true,
          'networking.networkmanager.enable': true,
          'networking.networkmanager.unmanaged': ['wlan0'],
        },
      ],
    },
  },
  {
    id: 'two-dhcp-clients',
    severity: 'warning',
    set: 'nixos',
    options: ['networking.useDHCP'],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      !definition.conditional &&
      isOn(configuration, 'systemd.network.enable') &&
      !isGiven(configuration, 'networking.useNetworkd', 'networking.dhcpcd.enable'),
    message: 'dhcpcd and systemd-networkd both ask for addresses',
    why: 'They manage the same interfaces, and take addresses and routes from each other.',
    fix: 'Set networking.useNetworkd = true; or networking.useDHCP = false;',
    docs: optionPage('networking.useNetworkd'),
    samples: {
      fires: [{ 'networking.useDHCP': true, 'systemd.network.enable': true }],
      quiet: [
        { 'networking.useDHCP': true },
        {
          'networking.useDHCP': true,
          'systemd.network.enable': true,
          'networking.useNetworkd': true,
        },
      ],
    },
  },
  {
    id: 'two-time-servers',
    severity: 'warning',
    set: 'nixos',
    options: timeServers,
    applies: (definition, configuration) =>
      is(true)(definition) &&
      !definition.conditional &&
      timeServers
        .slice(0, timeServers.indexOf(definition.path.join('.')))
        .some((other) => isOn(configuration, other)),
    message: 'two services set the clock',
    why: 'They want the same port, and pull the clock in two directions.',
    fix: 'Keep one; without any, systemd-timesyncd sets the clock.',
    docs: optionPage('services.chrony.enable'),
    samples: {
      fires: [{ 'services.chrony.enable': true, 'services.ntp.enable': true }],
      quiet: [{ 'services.chrony.enable': true }],
    },
  },
  {
    id: 'ssh-client-trusts-any-host',
    severity: 'warning',
    set: 'nixos',
    options: ['programs.ssh.extraConfig'],
    applies: ({ values }) =>
      values
        .flatMap(textsOf)
        .some((text) => /^[ \t]*StrictHostKeyChecking[ =]+(?:no|off)\s*$/im.test(text)),
    message: 'SSH connects to a host whose key has changed',
    why: 'Somebody on the way can pose as the host, and gets what you type.',
    fix: 'Write accept-new, or list the keys in programs.ssh.knownHosts.',
    docs: 'https://man.openbsd.org/ssh_config#StrictHostKeyChecking',
    samples: {
      fires: [{ 'programs.ssh.extraConfig': 'Host *\n  StrictHostKeyChecking no\n' }],
      quiet: [{ 'programs.ssh.extraConfig': 'Host *\n  StrictHostKeyChecking accept-new\n' }],
    },
  },
];
