import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { autoLoginOptions, freeSudo } from './shared.js';

export const autoLoginToRoot: CheckRule = {
  id: 'auto-login-to-root',
  severity: 'warning',
  set: 'nixos',
  options: autoLoginOptions,
  applies: (definition, configuration) =>
    is(true)(definition) &&
    freeSudo.some((option) =>
      configuration.definitions(option).some((one) => is(false)(one) && !one.conditional),
    ),
  message: 'whoever starts the machine is root: no login, and no password for sudo',
  why: 'Auto-login gives the session, and a user in wheel becomes root without a password.',
  fix: 'Leave wheelNeedsPassword on where a user is logged in automatically.',
  docs: optionPage('security.sudo.wheelNeedsPassword'),
  samples: {
    fires: [
      {
        'services.displayManager.autoLogin.enable': true,
        'security.sudo.wheelNeedsPassword': false,
      },
    ],
    quiet: [{ 'services.displayManager.autoLogin.enable': true }],
  },
};
