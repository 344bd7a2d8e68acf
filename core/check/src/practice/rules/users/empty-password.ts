import type { CheckDefinition, CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { user } from './shared.js';

const isEmpty = (definition: CheckDefinition): boolean => is('')(definition);

export const emptyPassword: CheckRule = {
  id: 'empty-password',
  severity: 'error',
  set: 'nixos',
  options: ['password', 'initialPassword', 'hashedPassword', 'initialHashedPassword'].map(
    (name) => `${user}.${name}`,
  ),
  applies: isEmpty,
  message: 'a user needs no password to log in',
  why: 'Whoever sits at the machine, or reaches a login prompt of it, is in.',
  fix: 'Use hashedPasswordFile, or "!" for a user who only logs in with a key.',
  docs: optionPage('users.users.<name>.hashedPassword'),
  samples: {
    fires: [{ 'users.users.root.initialHashedPassword': '' }],
    quiet: [{ 'users.users.root.hashedPassword': '!' }],
  },
};
