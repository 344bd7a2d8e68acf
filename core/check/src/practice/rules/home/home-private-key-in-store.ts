import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { inStore } from '../links.js';

export const homePrivateKeyInStore: CheckRule = {
  id: 'home-private-key-in-store',
  severity: 'error',
  set: 'home-manager',
  options: ['home.file.*.text', 'xdg.configFile.*.text'],
  applies: hasText(/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/),
  message: 'a private key stands in the configuration',
  why: inStore,
  fix: 'Put it in the home as a secret, with sops-nix or agenix, and make a new key.',
  docs: 'https://wiki.nixos.org/wiki/Comparison_of_secret_managing_schemes',
  samples: {
    fires: [{ 'home.file.key.text': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3B' }],
    quiet: [{ 'home.file.key.text': 'ssh-ed25519 AAAA' }],
  },
};
