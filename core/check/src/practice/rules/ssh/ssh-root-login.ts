import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';
import { settings } from './shared.js';

export const sshRootLogin: CheckRule = {
  id: 'ssh-root-login',
  severity: 'warning',
  set: 'nixos',
  options: [`${settings}.PermitRootLogin`, 'services.openssh.permitRootLogin'],
  applies: is('yes'),
  message: 'root may log in over SSH, with a password too',
  why: 'root is the one name that every attacker knows.',
  fix: 'Set it to "no", or to "prohibit-password" for keys only.',
  docs: optionPage(`${settings}.PermitRootLogin`),
  samples: {
    fires: [{ [`${settings}.PermitRootLogin`]: 'yes' }],
    quiet: [{ [`${settings}.PermitRootLogin`]: 'prohibit-password' }],
  },
};
