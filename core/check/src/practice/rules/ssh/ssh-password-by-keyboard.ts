import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { settings } from './shared.js';

export const sshPasswordByKeyboard: CheckRule = {
  id: 'ssh-password-by-keyboard',
  severity: 'warning',
  set: 'nixos',
  options: [`${settings}.KbdInteractiveAuthentication`],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    configuration
      .definitions(`${settings}.PasswordAuthentication`)
      .some((other) => is(false)(other) && !other.conditional),
  message: 'SSH still takes passwords, by keyboard-interactive login',
  why: 'PasswordAuthentication = false does not turn off this second way to type a password.',
  fix: `Set ${settings}.KbdInteractiveAuthentication = false; unless PAM asks for a second factor.`,
  docs: optionPage(`${settings}.KbdInteractiveAuthentication`),
  samples: {
    fires: [
      {
        [`${settings}.PasswordAuthentication`]: false,
        [`${settings}.KbdInteractiveAuthentication`]: true,
      },
    ],
    quiet: [
      {
        [`${settings}.PasswordAuthentication`]: false,
        [`${settings}.KbdInteractiveAuthentication`]: false,
      },
      { [`${settings}.KbdInteractiveAuthentication`]: true },
    ],
  },
};
