import type { CheckRule } from '@nixai/api';
import { isSecret } from '../conditions.js';
import { inStore, homeOptionPage } from '../links.js';

export const homeSecretInEnvironment: CheckRule = {
  id: 'home-secret-in-environment',
  severity: 'warning',
  set: 'home-manager',
  options: ['home.sessionVariables.*', 'systemd.user.sessionVariables.*'],
  applies: (definition) =>
    /(?:^|_)(?:PASSWORD|SECRET|TOKEN|API_?KEY|SECRET_KEY|ACCESS_KEY)$/.test(
      definition.path.at(-1) ?? '',
    ) && isSecret(definition),
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
