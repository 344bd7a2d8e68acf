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
export const practiceRules: CheckRules = [
  ...sshRules,
  ...networkRules,
  ...userRules,
  ...privilegeRules,
  ...secretRules,
  ...nixRules,
  ...bootRules,
  ...serviceRules,
  ...desktopRules,
  ...stateRules,
  ...homeRules,
];
