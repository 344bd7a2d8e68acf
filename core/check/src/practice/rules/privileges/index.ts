import type { CheckRules } from '@nixai/api';
import { autoLogin } from './auto-login.js';
import { autoLoginToRoot } from './auto-login-to-root.js';
import { polkitOffWithDesktop } from './polkit-off-with-desktop.js';
import { sudoWithoutPassword } from './sudo-without-password.js';

/** Becoming root, and getting a session. */
export const privilegeRules: CheckRules = [
  sudoWithoutPassword,
  autoLogin,
  autoLoginToRoot,
  polkitOffWithDesktop,
];
