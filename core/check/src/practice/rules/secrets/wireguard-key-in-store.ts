import type { CheckRule } from '@nixai/api';
import { isSecret } from '../conditions.js';
import { inStore, optionPage } from '../links.js';

export const wireguardKeyInStore: CheckRule = {
  id: 'wireguard-key-in-store',
  severity: 'error',
  set: 'nixos',
  options: [
    'networking.wireguard.interfaces.*.privateKey',
    'networking.wg-quick.interfaces.*.privateKey',
  ],
  applies: isSecret,
  message: 'a WireGuard key stands in the configuration',
  why: inStore,
  fix: 'Use privateKeyFile.',
  docs: optionPage('networking.wireguard.interfaces.<name>.privateKeyFile'),
  samples: {
    fires: [{ 'networking.wireguard.interfaces.wg0.privateKey': 'yAnz5TF+lXXJte14tji3zlMNq+=' }],
    quiet: [{ 'networking.wireguard.interfaces.wg0.privateKeyFile': '/run/wg' }],
  },
};
