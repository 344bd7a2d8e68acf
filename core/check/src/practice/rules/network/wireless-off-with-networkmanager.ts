import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const wirelessOffWithNetworkManager: CheckRule = {
  id: 'wireless-off-with-networkmanager',
  severity: 'warning',
  set: 'nixos',
  since: '26.05',
  options: ['networking.wireless.enable'],
  applies: (definition, configuration) =>
    is(false)(definition) &&
    !definition.conditional &&
    // What `mkForce` turns off stays off.
    definition.priority === 100 &&
    isOn(configuration, 'networking.networkmanager.enable') &&
    !configuration.definitions('networking.networkmanager.wifi.backend').some(is('iwd')),
  message: 'networking.wireless is off, and NetworkManager drives Wi-Fi with it',
  why: 'From 26.05 on NetworkManager turns it on itself: Nix stops at the two values.',
  fix: 'Delete networking.wireless.enable = false;',
  docs: optionPage('networking.networkmanager.enable'),
  samples: {
    fires: [{ 'networking.wireless.enable': false, 'networking.networkmanager.enable': true }],
    quiet: [
      { 'networking.wireless.enable': false },
      { 'networking.wireless.enable': true, 'networking.networkmanager.enable': true },
      {
        'networking.wireless.enable': false,
        'networking.networkmanager.enable': true,
        'networking.networkmanager.wifi.backend': 'iwd',
      },
    ],
  },
};
