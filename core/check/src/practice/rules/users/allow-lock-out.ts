import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';

export const allowLockOut: CheckRule = {
  id: 'allow-lock-out',
  severity: 'warning',
  set: 'nixos',
  options: ['users.allowNoPasswordLogin'],
  applies: is(true),
  message: 'the check that somebody can log in is turned off',
  why: 'A slip in the users section then locks everybody out at the next switch.',
  fix: 'Delete the line; it is for images that get their users elsewhere.',
  docs: optionPage('users.allowNoPasswordLogin'),
  samples: {
    fires: [{ 'users.allowNoPasswordLogin': true }],
    quiet: [{ 'users.allowNoPasswordLogin': false }],
  },
};
