import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { inStore, optionPage } from '../links.js';
import { user } from './shared.js';

export const hashedPasswordInStore: CheckRule = {
  id: 'hashed-password-in-store',
  severity: 'note',
  set: 'nixos',
  options: [`${user}.hashedPassword`, `${user}.initialHashedPassword`],
  // `!` and `*` lock the password: they are no hash.
  applies: hasText(/^\$/),
  message: 'a hashed password stands in the configuration',
  why: `${inStore} A hash can be guessed at offline.`,
  fix: 'Use hashedPasswordFile.',
  docs: optionPage('users.users.<name>.hashedPasswordFile'),
  samples: {
    fires: [{ 'users.users.ada.hashedPassword': '$y$j9T$abc' }],
    quiet: [{ 'users.users.ada.hashedPassword': '!' }, { 'users.users.ada.hashedPassword': null }],
  },
};
