import type { CheckRule } from '@nixai/api';
import { is, isOn, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const twoWifiManagers: CheckRule = {
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
};
