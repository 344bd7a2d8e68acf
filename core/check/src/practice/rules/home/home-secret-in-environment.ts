import type { CheckRule } from '@nixai/api';
import { inStore, homeOptionPage } from '../links.js';
import { isSecretVariable, secretNames } from '../secretVariables.js';

export const homeSecretInEnvironment: CheckRule = {
  id: 'home-secret-in-environment',
  severity: 'warning',
  set: 'home-manager',
  options: ['home.sessionVariables.*', 'systemd.user.sessionVariables.*'],
  parameters: secretNames,
  applies: isSecretVariable,
  message: 'an environment variable with the name of a secret is set in the configuration',
  why: inStore,
  fix: 'Read it from a file when the shell starts, or use sops-nix or agenix.',
  docs: homeOptionPage('home.sessionVariables'),
  samples: {
    fires: [{ 'home.sessionVariables.GITHUB_TOKEN': 'ghp_abc' }],
    quiet: [
      { 'home.sessionVariables.GITHUB_TOKEN': '$(cat ~/.token)' },
      { 'home.sessionVariables.EDITOR': 'vim' },
    ],
  },
};
