import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const polkitOffWithDesktop: CheckRule = {
  id: 'polkit-off-with-desktop',
  severity: 'warning',
  set: 'nixos',
  options: ['security.polkit.enable'],
  applies: (definition, configuration) =>
    is(false)(definition) &&
    !definition.conditional &&
    isOn(configuration, 'networking.networkmanager.enable'),
  message: 'polkit is off, and NetworkManager needs it',
  why: 'Only root can then change a connection, and desktop programs fail without a word.',
  fix: 'Delete the line.',
  docs: optionPage('security.polkit.enable'),
  samples: {
    fires: [{ 'security.polkit.enable': false, 'networking.networkmanager.enable': true }],
    quiet: [{ 'security.polkit.enable': false }],
  },
};
