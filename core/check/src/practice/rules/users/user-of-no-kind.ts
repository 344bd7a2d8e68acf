import type { CheckRule } from '@nixai/api';
import { beside, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';
import { user } from './shared.js';

export const userOfNoKind: CheckRule = {
  id: 'user-of-no-kind',
  severity: 'error',
  set: 'nixos',
  // Who has a password is a person: the users of services get theirs, and their kind, from a module.
  options: ['initialPassword', 'initialHashedPassword', 'hashedPassword', 'hashedPasswordFile'].map(
    (name) => `${user}.${name}`,
  ),
  applies: (definition, configuration) =>
    definition.path[2] !== undefined &&
    definition.path[2] !== 'root' &&
    !definition.conditional &&
    configuration.complete &&
    !isGiven(
      configuration,
      ...[beside(definition, 'isNormalUser'), beside(definition, 'isSystemUser')],
      ...[definition.path.slice(0, -1), 'users.users', 'users.users.*'],
    ),
  message: 'a user is neither a normal nor a system one',
  why: 'NixOS refuses to build: exactly one of the two has to be set.',
  fix: 'Set isNormalUser = true; for a person.',
  fixFor: ({ path }) => `Set users.users.${path[2] ?? '<name>'}.isNormalUser = true;`,
  docs: optionPage('users.users.<name>.isNormalUser'),
  samples: {
    fires: [{ 'users.users.ada.initialPassword': 'once' }],
    quiet: [
      { 'users.users.ada.initialPassword': 'once', 'users.users.ada.isNormalUser': true },
      { 'users.users.ada.hashedPassword': '!', 'users.users.ada.isSystemUser': true },
      { 'users.users.root.initialPassword': 'once' },
      { 'users.users.ada.extraGroups': ['wheel'] },
    ],
  },
};
