import type { CheckRule } from '@nixai/api';
import { isGiven } from '../conditions.js';
import { optionPage } from '../links.js';
import { whyKept } from './shared.js';

export const stateVersionMissing: CheckRule = {
  id: 'state-version-missing',
  severity: 'warning',
  set: 'nixos',
  appliesTo: (configuration) => !isGiven(configuration, 'system.stateVersion'),
  message: 'system.stateVersion is not set',
  why: `${whyKept} Without it NixOS takes its own release, which changes with each upgrade.`,
  fix: 'Set it to the release that this machine was installed with, and never change it.',
  docs: optionPage('system.stateVersion'),
  samples: {
    fires: [{ 'networking.hostName': 'box' }],
    quiet: [{ 'system.stateVersion': '25.05' }],
  },
};
