import type { CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';
import { noRelease, releaseMeant, whyKept } from './shared.js';

const fix = 'Write the release that this machine was installed with: "25.05".';

export const stateVersionNoRelease: CheckRule = {
  id: 'state-version-no-release',
  severity: 'error',
  set: 'nixos',
  options: ['system.stateVersion'],
  applies: noRelease,
  message: 'system.stateVersion is no release of NixOS',
  why: whyKept,
  fix,
  fixFor: (definition) => releaseMeant(definition, fix),
  docs: optionPage('system.stateVersion'),
  samples: {
    fires: [{ 'system.stateVersion': 'unstable' }, { 'system.stateVersion': '25.5' }],
    quiet: [{ 'system.stateVersion': '25.05' }, { 'system.stateVersion': '14.12' }],
  },
};
