import type { CheckRule } from '@nixai/api';
import { homeOptionPage } from '../links.js';
import { noRelease, releaseMeant, whyKept } from './shared.js';

const fix = 'Write the release that this home was made with: "25.05".';

export const homeStateVersionNoRelease: CheckRule = {
  id: 'home-state-version-no-release',
  severity: 'error',
  set: 'home-manager',
  options: ['home.stateVersion'],
  applies: noRelease,
  message: 'home.stateVersion is no release of Home Manager',
  why: whyKept,
  fix,
  fixFor: (definition) => releaseMeant(definition, fix),
  docs: homeOptionPage('home.stateVersion'),
  samples: {
    fires: [{ 'home.stateVersion': 'latest' }],
    quiet: [{ 'home.stateVersion': '24.11' }],
  },
};
