import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';

export const allowBroken: CheckRule = {
  id: 'allow-broken',
  severity: 'warning',
  set: 'nixos',
  options: ['nixpkgs.config.allowBroken'],
  applies: is(true),
  message: 'broken packages are allowed everywhere',
  why: 'Packages are marked broken because they do not build or do not work.',
  fix: 'Override the one package that you need.',
  docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-broken',
  samples: {
    fires: [{ 'nixpkgs.config.allowBroken': true }],
    quiet: [{ 'nixpkgs.config.allowUnfree': true }],
  },
};
