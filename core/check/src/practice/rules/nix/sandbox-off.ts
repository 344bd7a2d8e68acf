import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { manual } from './shared.js';

export const sandboxOff: CheckRule = {
  id: 'sandbox-off',
  severity: 'warning',
  set: 'nixos',
  options: ['nix.settings.sandbox', 'nix.useSandbox'],
  applies: is(false),
  message: 'builds are not shut off from the machine',
  why: 'A build may read your files and use what happens to be installed.',
  fix: 'Leave it on; "relaxed" lets single packages out.',
  docs: `${manual}#conf-sandbox`,
  samples: {
    fires: [{ 'nix.settings.sandbox': false }],
    quiet: [{ 'nix.settings.sandbox': 'relaxed' }],
  },
};
