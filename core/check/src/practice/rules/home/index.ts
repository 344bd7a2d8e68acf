import type { CheckRules } from '@nixai/api';
import { homeGitPasswordFile } from './home-git-password-file.js';
import { homePrivateKeyInStore } from './home-private-key-in-store.js';
import { homeSecretInEnvironment } from './home-secret-in-environment.js';
import { homeSshForwardAgent } from './home-ssh-forward-agent.js';
import { homeSshTrustsAnyHost } from './home-ssh-trusts-any-host.js';

/** Homes. */
export const homeRules: CheckRules = [
  homeSshForwardAgent,
  homeSshTrustsAnyHost,
  homeGitPasswordFile,
  homeSecretInEnvironment,
  homePrivateKeyInStore,
];
