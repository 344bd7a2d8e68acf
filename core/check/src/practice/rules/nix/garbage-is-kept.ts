import type { CheckRule } from '@nixai/api';
import { isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const garbageIsKept: CheckRule = {
  id: 'garbage-is-kept',
  severity: 'note',
  set: 'nixos',
  options: ['nix.gc.options', 'nix.gc.dates'],
  applies: (_, configuration) =>
    configuration.complete && !isGiven(configuration, 'nix.gc.automatic'),
  message: 'garbage collection is described, and never runs',
  why: 'nix.gc.automatic is off unless it is turned on: the disk fills up.',
  fix: 'Set nix.gc.automatic = true;',
  docs: optionPage('nix.gc.automatic'),
  samples: {
    fires: [{ 'nix.gc.options': '--delete-older-than 14d' }],
    quiet: [{ 'nix.gc.options': '--delete-older-than 14d', 'nix.gc.automatic': true }],
  },
};
