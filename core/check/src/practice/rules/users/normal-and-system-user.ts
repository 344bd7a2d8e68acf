import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';
import { user } from './shared.js';

export const normalAndSystemUser: CheckRule = {
  id: 'normal-and-system-user',
  severity: 'error',
  set: 'nixos',
  options: [`${user}.isNormalUser`],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    isOn(configuration, [...definition.path.slice(0, -1), 'isSystemUser']),
  message: 'a user is a normal one and a system one at once',
  why: 'NixOS refuses to build: exactly one of the two has to be set.',
  fix: 'Delete isSystemUser for a person, isNormalUser for a service.',
  docs: optionPage('users.users.<name>.isNormalUser'),
  samples: {
    fires: [{ 'users.users.ada.isNormalUser': true, 'users.users.ada.isSystemUser': true }],
    quiet: [{ 'users.users.ada.isNormalUser': true, 'users.users.web.isSystemUser': true }],
  },
};
