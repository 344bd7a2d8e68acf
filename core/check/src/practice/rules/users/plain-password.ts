import type { CheckRule } from '@nixai/api';
import { isLiveMedium, isText } from '../conditions.js';
import { inStore, optionPage } from '../links.js';
import { user } from './shared.js';

export const plainPassword: CheckRule = {
  id: 'plain-password',
  severity: 'error',
  set: 'nixos',
  options: [`${user}.password`, `${user}.initialPassword`],
  // Whoever starts a live medium may read it all, and knows it by that password.
  applies: (definition, configuration) => isText(definition) && !isLiveMedium(configuration),
  message: 'a password stands in the configuration',
  why: inStore,
  fix: 'Use hashedPasswordFile, with a secret from sops-nix or agenix, or set it with passwd.',
  docs: optionPage('users.users.<name>.hashedPasswordFile'),
  samples: {
    fires: [
      { 'users.users.ada.initialPassword': 'secret' },
      { 'users.users.ada.password': 'secret' },
    ],
    quiet: [
      { 'users.users.ada.hashedPasswordFile': '/run/secrets/ada' },
      { 'users.users.ada.initialPassword': null },
      { 'users.users.nixos.initialPassword': 'nixos', 'isoImage.makeEfiBootable': true },
    ],
  },
};
