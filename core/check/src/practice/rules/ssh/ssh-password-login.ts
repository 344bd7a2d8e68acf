import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { settings } from './shared.js';

export const sshPasswordLogin: CheckRule = {
  id: 'ssh-password-login',
  severity: 'warning',
  set: 'nixos',
  options: [`${settings}.PasswordAuthentication`, 'services.openssh.passwordAuthentication'],
  applies: is(true),
  message: 'SSH takes passwords',
  why: 'A server that the internet can reach is tried with guessed passwords all day.',
  fix: `Use keys, and set ${settings}.PasswordAuthentication = false;`,
  docs: optionPage(`${settings}.PasswordAuthentication`),
  samples: {
    fires: [{ [`${settings}.PasswordAuthentication`]: true }],
    quiet: [{ [`${settings}.PasswordAuthentication`]: false }],
  },
};
