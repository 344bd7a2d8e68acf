import type { CheckRule } from '@nixai/api';
import { homeOptionPage } from '../links.js';
import { noRelease, whyKept } from './shared.js';

export const homeStateVersionNoRelease: CheckRule = {
  id: 'home-state-version-no-release',
  severity: 'error',
  set: 'home-manager',
  options: ['home.stateVersion'],
  applies: noRelease,
  message: 'home.stateVersion is no release of Home Manager',
  why: whyKept,
  fix: 'Write the release that this home was made with: "25.05".',
  docs: homeOptionPage('home.stateVersion'),
  samples: {
    fires: [{ 'home.stateVersion': 'latest' }],
    quiet: [{ 'home.stateVersion': '24.11' }],
  },
};
