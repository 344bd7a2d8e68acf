import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { settings } from './shared.js';

export const sshEmptyPasswords: CheckRule = {
  id: 'ssh-empty-passwords',
  severity: 'error',
  set: 'nixos',
  options: [`${settings}.PermitEmptyPasswords`],
  applies: is(true, 'yes'),
  message: 'SSH lets users in who have no password',
  why: 'Anyone who can reach the machine can log in.',
  fix: 'Delete the line.',
  docs: 'https://man.openbsd.org/sshd_config#PermitEmptyPasswords',
  samples: {
    fires: [
      { [`${settings}.PermitEmptyPasswords`]: true },
      { [`${settings}.PermitEmptyPasswords`]: 'yes' },
    ],
    quiet: [{ [`${settings}.PermitEmptyPasswords`]: false }],
  },
};
