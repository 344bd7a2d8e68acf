import type { CheckRules } from '@nixai/api';
import { bootRules } from './boot/index.js';
import { desktopRules } from './desktop/index.js';
import { homeRules } from './home/index.js';
import { localeRules } from './locale/index.js';
import { networkRules } from './network/index.js';
import { nixRules } from './nix/index.js';
import { privilegeRules } from './privileges/index.js';
import { secretRules } from './secrets/index.js';
import { serviceRules } from './services/index.js';
import { sshRules } from './ssh/index.js';
import { stateRules } from './state/index.js';
import { userRules } from './users/index.js';

/** Core's own rules of practice and security, theme by theme. */
export const practiceThemes: readonly { readonly title: string; readonly rules: CheckRules }[] = [
  { title: 'SSH server', rules: sshRules },
  { title: 'Network and firewall', rules: networkRules },
  { title: 'Users', rules: userRules },
  { title: 'Privileges', rules: privilegeRules },
  { title: 'Secrets', rules: secretRules },
  { title: 'Nix and nixpkgs', rules: nixRules },
  { title: 'Boot and kernel', rules: bootRules },
  { title: 'Clock and language', rules: localeRules },
  { title: 'Services', rules: serviceRules },
  { title: 'Desktop', rules: desktopRules },
  { title: 'State version', rules: stateRules },
  { title: 'Home Manager', rules: homeRules },
];

export const practiceRules: CheckRules = practiceThemes.flatMap(({ rules }) => rules);
