import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { caches, manual } from './shared.js';

export const cacheTrustedWithoutKey: CheckRule = {
  id: 'cache-trusted-without-key',
  severity: 'error',
  set: 'nixos',
  options: caches,
  applies: hasText(/[?&]trusted=(?:1|true)\b/),
  message: 'a binary cache is trusted without a signature',
  why: 'Whoever can change the connection or the cache can run code here.',
  fix: 'Take trusted=… out, and add its key to nix.settings.trusted-public-keys.',
  docs: `${manual}#conf-trusted-public-keys`,
  samples: {
    fires: [{ 'nix.settings.substituters': ['http://cache.lan?trusted=1'] }],
    quiet: [{ 'nix.settings.substituters': ['https://cache.example.org?priority=10'] }],
  },
};
