import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { manual } from './shared.js';

export const flakesConfigureNix: CheckRule = {
  id: 'flakes-configure-nix',
  severity: 'warning',
  set: 'nixos',
  options: ['nix.settings.accept-flake-config'],
  applies: is(true),
  message: 'any flake may change the settings of Nix',
  why: 'nixConfig of a flake can add binary caches and keys, without a question.',
  fix: 'Delete the line; --accept-flake-config allows it for one command.',
  docs: `${manual}#conf-accept-flake-config`,
  samples: {
    fires: [{ 'nix.settings.accept-flake-config': true }],
    quiet: [{ 'nix.settings.accept-flake-config': false }],
  },
};
