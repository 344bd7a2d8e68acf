import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { settings } from './shared.js';

export const sshRootLoginOldWord: CheckRule = {
  id: 'ssh-root-login-old-word',
  severity: 'note',
  set: 'nixos',
  options: [`${settings}.PermitRootLogin`],
  applies: is('without-password'),
  message: '"without-password" is the deprecated word for "prohibit-password"',
  why: 'It reads as if no password were needed; both mean that root needs a key.',
  fix: 'Write "prohibit-password".',
  edit: () => ({ to: 'set', value: '"prohibit-password"' }),
  docs: 'https://man.openbsd.org/sshd_config#PermitRootLogin',
  samples: {
    fires: [{ [`${settings}.PermitRootLogin`]: 'without-password' }],
    quiet: [{ [`${settings}.PermitRootLogin`]: 'prohibit-password' }],
  },
};
