import type { CheckRules } from '@nixai/api';
import { bootRules } from './boot.js';
import { desktopRules } from './desktop.js';
import { homeRules } from './home.js';
import { networkRules } from './network.js';
import { nixRules } from './nix.js';
import { privilegeRules } from './privileges.js';
import { secretRules } from './secrets.js';
import { serviceRules } from './services.js';
import { sshRules } from './ssh.js';
import { stateRules } from './state.js';
import { userRules } from './users.js';

/** Core's own rules of practice and security, theme by theme. */
export const practiceThemes: readonly { readonly title: string; readonly rules: CheckRules }[] = [
  { title: 'SSH server', rules: sshRules },
  { title: 'Network and firewall', rules: networkRules },
  { title: 'Users', rules: userRules },
  { title: 'Privileges', rules: privilegeRules },
  { title: 'Secrets', rules: secretRules },
  { title: 'Nix and nixpkgs', rules: nixRules },
  { title: 'Boot and kernel', rules: bootRules },
  { title: 'Services', rules: serviceRules },
  { title: 'Desktop', rules: desktopRules },
  { title: 'State version', rules: stateRules },
  { title: 'Home Manager', rules: homeRules },
];

export const practiceRules: CheckRules = practiceThemes.flatMap(({ rules }) => rules);
