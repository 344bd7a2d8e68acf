import type { CheckRule } from '@nixai/api';
import { hasText, isGiven } from '../conditions.js';
import { caches, manual } from './shared.js';

export const cacheWithoutKey: CheckRule = {
  id: 'cache-without-key',
  severity: 'warning',
  set: 'nixos',
  options: caches,
  applies: (definition, configuration) =>
    configuration.complete &&
    hasText(/^https?:\/\/(?!cache\.nixos\.org)[^?]*$/)(definition) &&
    !isGiven(
      configuration,
      'nix.settings.trusted-public-keys',
      'nix.settings.extra-trusted-public-keys',
      'nix.settings.require-sigs',
      'nix.extraOptions',
    ),
  message: 'a binary cache is listed, and no key for it',
  why: 'Nix drops each package of it, since no trusted key has signed it.',
  fix: 'Add the key of the cache to nix.settings.trusted-public-keys.',
  docs: `${manual}#conf-trusted-public-keys`,
  samples: {
    fires: [{ 'nix.settings.substituters': ['https://cache.example.org'] }],
    quiet: [
      {
        'nix.settings.substituters': ['https://cache.example.org'],
        'nix.settings.trusted-public-keys': ['cache.example.org-1:abc='],
      },
      { 'nix.settings.substituters': ['https://cache.nixos.org'] },
    ],
  },
};
