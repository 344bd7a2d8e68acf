import type { CheckRule } from '@nixai/api';
import { isGiven } from '../conditions.js';
import { homeOptionPage } from '../links.js';
import { whyKept } from './shared.js';

export const homeStateVersionMissing: CheckRule = {
  id: 'home-state-version-missing',
  severity: 'error',
  set: 'home-manager',
  appliesTo: (configuration) => !isGiven(configuration, 'home.stateVersion'),
  message: 'home.stateVersion is not set',
  why: `${whyKept} Home Manager refuses to build without it.`,
  fix: 'Set it to the release that this home was made with, and never change it.',
  docs: homeOptionPage('home.stateVersion'),
  samples: {
    fires: [{ 'programs.git.enable': true }],
    quiet: [{ 'home.stateVersion': '25.05' }],
  },
};
