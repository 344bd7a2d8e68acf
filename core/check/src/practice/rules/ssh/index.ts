import type { CheckRules } from '@nixai/api';
import { sshEmptyPasswords } from './ssh-empty-passwords.js';
import { sshOffWithSettings } from './ssh-off-with-settings.js';
import { sshOldCiphers } from './ssh-old-ciphers.js';
import { sshPasswordByKeyboard } from './ssh-password-by-keyboard.js';
import { sshPasswordLogin } from './ssh-password-login.js';
import { sshRootLogin } from './ssh-root-login.js';
import { sshRootLoginOldWord } from './ssh-root-login-old-word.js';
import { sshUserEnvironment } from './ssh-user-environment.js';

/** The SSH server. */
export const sshRules: CheckRules = [
  sshPasswordLogin,
  sshPasswordByKeyboard,
  sshRootLogin,
  sshRootLoginOldWord,
  sshEmptyPasswords,
  sshUserEnvironment,
  sshOldCiphers,
  sshOffWithSettings,
];
