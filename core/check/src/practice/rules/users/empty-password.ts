import type { CheckDefinition, CheckRule } from '@nixai/api';
import { beside, is, isGiven, isLiveMedium } from '../conditions.js';
import { optionPage } from '../links.js';
import { user } from './shared.js';

const isEmpty = (definition: CheckDefinition): boolean => is('')(definition);

const words = ['initialHashedPassword', 'initialPassword', 'hashedPassword', 'password'];
/** What a file holds wins over all of them. */
const ofFile = ['hashedPasswordFile', 'passwordFile'];

export const emptyPassword: CheckRule = {
  id: 'empty-password',
  severity: 'error',
  set: 'nixos',
  options: words.map((name) => `${user}.${name}`),
  applies: (definition, configuration) =>
    isEmpty(definition) &&
    !isLiveMedium(configuration) &&
    !isGiven(configuration, ...ofFile.map((name) => beside(definition, name))),
  message: 'a user needs no password to log in',
  why: 'Whoever sits at the machine, or reaches a login prompt of it, is in.',
  fix: 'Use hashedPasswordFile, or "!" for a user who only logs in with a key.',
  docs: optionPage('users.users.<name>.hashedPassword'),
  samples: {
    fires: [{ 'users.users.root.initialHashedPassword': '' }],
    quiet: [
      { 'users.users.root.hashedPassword': '!' },
      {
        'users.users.ada.initialPassword': '',
        'users.users.ada.hashedPasswordFile': '/run/secrets/ada',
      },
      {
        'users.users.nixos.initialHashedPassword': '',
        'isoImage.squashfsCompression': 'zstd',
      },
    ],
  },
};
