import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { inStore } from '../links.js';

export const accessTokenInStore: CheckRule = {
  id: 'access-token-in-store',
  severity: 'error',
  set: 'nixos',
  options: ['nix.settings.access-tokens', 'nix.extraOptions'],
  applies: ({ path, ...definition }) =>
    path[1] === 'settings'
      ? hasText(/=\S/)({ path, ...definition })
      : hasText(/^[ \t]*(?:extra-)?access-tokens\s*=.*=\S/m)({ path, ...definition }),
  message: 'an access token stands in the configuration',
  why: `${inStore} /etc/nix/nix.conf can be read by everybody as well.`,
  fix: 'Put the line in a file of its own, and write nix.extraOptions = "!include /run/secrets/nix";',
  docs: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-access-tokens',
  samples: {
    fires: [
      { 'nix.settings.access-tokens': ['github.com=ghp_abc'] },
      { 'nix.extraOptions': 'access-tokens = github.com=ghp_abc' },
    ],
    quiet: [{ 'nix.extraOptions': '!include /run/secrets/nix' }],
  },
};
