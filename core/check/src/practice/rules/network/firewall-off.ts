import type { CheckRule } from '@nixai/api';
import { is, isGiven, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const firewallOff: CheckRule = {
  id: 'firewall-off',
  severity: 'warning',
  set: 'nixos',
  options: ['networking.firewall.enable'],
  // A ruleset of one's own is a firewall too, and a container stands behind that of its host.
  applies: (definition, configuration) =>
    is(false)(definition) &&
    !isOn(configuration, 'boot.isContainer') &&
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
      { 'networking.firewall.enable': false, 'boot.isContainer': true },
      { 'networking.firewall.enable': false, 'networking.nftables.ruleset': 'table inet x {}' },
    ],
  },
};
