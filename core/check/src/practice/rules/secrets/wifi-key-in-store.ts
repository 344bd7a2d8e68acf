import type { CheckRule } from '@nixai/api';
import { isSecret } from '../conditions.js';
import { inStore, optionPage } from '../links.js';

export const wifiKeyInStore: CheckRule = {
  id: 'wifi-key-in-store',
  severity: 'error',
  set: 'nixos',
  options: ['networking.wireless.networks.*.psk', 'networking.wireless.networks.*.pskRaw'],
  applies: isSecret,
  message: 'a Wi-Fi key stands in the configuration',
  why: inStore,
  fix: 'Use networking.wireless.secretsFile and pskRaw = "ext:NAME";',
  docs: optionPage('networking.wireless.secretsFile'),
  samples: {
    fires: [{ 'networking.wireless.networks.home.psk': 'abcdefgh' }],
    quiet: [{ 'networking.wireless.networks.home.pskRaw': 'ext:home' }],
  },
};
