import type { CheckRule } from '@nixai/api';
import { beside, is, isGiven, isLiveMedium, isOff } from '../conditions.js';
import { optionPage } from '../links.js';
import { freeSudo } from './shared.js';

export const sudoWithoutPassword: CheckRule = {
  id: 'sudo-without-password',
  severity: 'warning',
  set: 'nixos',
  options: freeSudo,
  // What is off lets nobody in; and whoever is at the Windows around a WSL is root with `wsl -u root`.
  applies: (definition, configuration) =>
    is(false)(definition) &&
    !isOff(configuration, beside(definition, 'enable')) &&
    !isLiveMedium(configuration) &&
    !isGiven(configuration, 'wsl', 'wsl.*'),
  message: 'root is to be had without a password',
  why: 'Whatever runs as a user in wheel can become root.',
  fix: 'Leave it on; allow single commands with security.sudo.extraRules.',
  docs: optionPage('security.sudo.wheelNeedsPassword'),
  samples: {
    fires: [
      { 'security.sudo.wheelNeedsPassword': false },
      { 'security.doas.wheelNeedsPassword': false },
    ],
    quiet: [
      { 'security.sudo.wheelNeedsPassword': true },
      { 'security.doas.enable': false, 'security.doas.wheelNeedsPassword': false },
      { 'security.sudo.wheelNeedsPassword': false, 'isoImage.makeEfiBootable': true },
      { 'security.sudo.wheelNeedsPassword': false, 'wsl.defaultUser': 'ada' },
    ],
  },
};
