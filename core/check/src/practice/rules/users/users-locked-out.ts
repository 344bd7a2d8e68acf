import type { CheckRule } from '@nixai/api';
import { is, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';
import { user } from './shared.js';

const waysIn = [
  'hashedPasswordFile',
  'passwordFile',
  'hashedPassword',
  'password',
  'initialHashedPassword',
  'initialPassword',
  'openssh.authorizedKeys.keys',
  'openssh.authorizedKeys.keyFiles',
].map((name) => `${user}.${name}`);

export const usersLockedOut: CheckRule = {
  id: 'users-locked-out',
  severity: 'error',
  set: 'nixos',
  options: ['users.mutableUsers'],
  applies: (definition, configuration) =>
    is(false)(definition) && configuration.complete && !isGiven(configuration, ...waysIn),
  message: 'no user has a password or a key, and none can be set',
  why: 'Passwords come from the configuration alone: after the next switch nobody can log in.',
  fix: 'Give a user in wheel hashedPasswordFile or an SSH key.',
  docs: optionPage('users.mutableUsers'),
  samples: {
    fires: [{ 'users.mutableUsers': false }],
    quiet: [
      { 'users.mutableUsers': false, 'users.users.ada.hashedPasswordFile': '/run/secrets/ada' },
      { 'users.mutableUsers': true },
    ],
  },
};
