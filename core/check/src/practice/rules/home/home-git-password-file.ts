import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';

export const homeGitPasswordFile: CheckRule = {
  id: 'home-git-password-file',
  severity: 'warning',
  set: 'home-manager',
  options: ['extraConfig', 'settings'].map((name) => `programs.git.${name}.credential.helper`),
  applies: hasText(/^store(?:\s|$)/),
  message: 'git keeps your passwords in a plain file',
  why: 'Every program that you run can read ~/.git-credentials.',
  fix: 'Use "libsecret" or "cache", or SSH keys.',
  docs: 'https://git-scm.com/docs/git-credential-store',
  samples: {
    fires: [{ 'programs.git.extraConfig.credential.helper': 'store' }],
    quiet: [{ 'programs.git.extraConfig.credential.helper': 'cache --timeout=3600' }],
  },
};
