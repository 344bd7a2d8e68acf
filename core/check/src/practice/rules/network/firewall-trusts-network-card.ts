import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { optionPage } from '../links.js';

export const firewallTrustsNetworkCard: CheckRule = {
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
};
