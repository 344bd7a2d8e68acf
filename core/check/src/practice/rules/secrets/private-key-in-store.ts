import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { inStore } from '../links.js';

export const privateKeyInStore: CheckRule = {
  id: 'private-key-in-store',
  severity: 'error',
  set: 'nixos',
  options: ['environment.etc.*.text'],
  applies: hasText(/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/),
  message: 'a private key stands in the configuration',
  why: inStore,
  fix: 'Put it on the machine as a secret, with sops-nix or agenix, and make a new key.',
  docs: 'https://wiki.nixos.org/wiki/Comparison_of_secret_managing_schemes',
  samples: {
    fires: [{ 'environment.etc.key.text': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3B' }],
    quiet: [{ 'environment.etc.key.text': '-----BEGIN CERTIFICATE-----\nMII' }],
  },
};
