import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const twoGarbageCollectors: CheckRule = {
  id: 'two-garbage-collectors',
  severity: 'warning',
  set: 'nixos',
  options: ['programs.nh.clean.enable'],
  applies: (definition, configuration) =>
    is(true)(definition) && !definition.conditional && isOn(configuration, 'nix.gc.automatic'),
  message: 'nh and nix.gc both collect garbage',
  why: 'The stricter of the two wins: generations are gone that the other one would keep.',
  fix: 'Turn one of them off.',
  docs: optionPage('programs.nh.clean.enable'),
  samples: {
    fires: [{ 'programs.nh.clean.enable': true, 'nix.gc.automatic': true }],
    quiet: [{ 'programs.nh.clean.enable': true }],
  },
};
