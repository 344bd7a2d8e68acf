import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { manual } from './shared.js';

export const trustedEveryone: CheckRule = {
  id: 'trusted-everyone',
  severity: 'error',
  set: 'nixos',
  options: ['nix.settings.trusted-users', 'nix.trustedUsers'],
  applies: hasText(/^\*$/),
  message: 'every user is trusted by Nix',
  why: 'A trusted user can become root.',
  fix: 'Name single users, or "@wheel".',
  docs: `${manual}#conf-trusted-users`,
  samples: {
    fires: [{ 'nix.settings.trusted-users': ['root', '*'] }],
    quiet: [{ 'nix.settings.trusted-users': ['root', '@wheel'] }],
  },
};
