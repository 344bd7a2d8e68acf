import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { manual } from './shared.js';

export const unsignedCaches: CheckRule = {
  id: 'unsigned-caches',
  severity: 'error',
  set: 'nixos',
  options: ['nix.settings.require-sigs', 'nix.requireSignedBinaryCaches'],
  applies: is(false),
  message: 'binary packages need no signature',
  why: 'Whoever can change the connection or the cache can run code here.',
  fix: 'Add the key of the cache to nix.settings.trusted-public-keys.',
  docs: `${manual}#conf-require-sigs`,
  samples: {
    fires: [{ 'nix.settings.require-sigs': false }],
    quiet: [{ 'nix.settings.require-sigs': true }],
  },
};
