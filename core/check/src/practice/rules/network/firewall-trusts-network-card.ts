import { textsOf, type CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

const card = /^(?:eth\d+|wlan\d+|en[opsx]\w+|wl[opsx]\w+|wwan\d+)$/;

export const firewallTrustsNetworkCard: CheckRule = {
  id: 'firewall-trusts-network-card',
  severity: 'warning',
  set: 'nixos',
  options: ['networking.firewall.trustedInterfaces'],
  parameters: {
    cards: {
      describe: 'Cards of a network that is trusted as a whole, such as the inner one of a router',
      of: 'text',
      usual: [],
    },
  },
  applies: ({ values }, _, given) =>
    values.flatMap(textsOf).some((name) => card.test(name) && !given('cards').has(name)),
  message: 'the firewall lets everything in that comes over a network card',
  why: 'Every port is open to whoever is in that network.',
  fix: 'Trust tunnels and bridges only; open single ports for a card.',
  docs: optionPage('networking.firewall.trustedInterfaces'),
  samples: {
    fires: [{ 'networking.firewall.trustedInterfaces': ['wg0', 'wlan0'] }],
    quiet: [{ 'networking.firewall.trustedInterfaces': ['tailscale0', 'virbr0', 'wg0'] }],
  },
};
