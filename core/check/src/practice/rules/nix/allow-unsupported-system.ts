import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';

export const allowUnsupportedSystem: CheckRule = {
  id: 'allow-unsupported-system',
  severity: 'note',
  set: 'nixos',
  options: ['nixpkgs.config.allowUnsupportedSystem'],
  applies: is(true),
  message: 'packages that are not made for this kind of machine are allowed everywhere',
  why: 'They fail late, in a long build, where they would be refused at once.',
  fix: 'Override meta.platforms of the one package that you need.',
  docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-unsupported-system',
  samples: {
    fires: [{ 'nixpkgs.config.allowUnsupportedSystem': true }],
    quiet: [{ 'nixpkgs.config.allowUnsupportedSystem': false }],
  },
};
