import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { autoLoginOptions } from './shared.js';

export const autoLogin: CheckRule = {
  id: 'auto-login',
  severity: 'note',
  set: 'nixos',
  options: autoLoginOptions,
  applies: is(true),
  message: 'a user is logged in without a password',
  why: 'Whoever starts the machine has the session, and keyrings stay locked.',
  fix: 'Leave it off on machines that others can touch.',
  docs: optionPage('services.displayManager.autoLogin.enable'),
  samples: {
    fires: [{ 'services.displayManager.autoLogin.enable': true }],
    quiet: [{ 'services.displayManager.autoLogin.enable': false }],
  },
};
