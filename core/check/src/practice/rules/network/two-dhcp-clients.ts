import type { CheckRule } from '@nixai/api';
import { is, isOn, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const twoDhcpClients: CheckRule = {
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
};
