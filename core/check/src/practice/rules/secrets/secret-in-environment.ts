import type { CheckRule } from '@nixai/api';
import { inStore } from '../links.js';
import { isSecretVariable, secretNames } from '../secretVariables.js';

export const secretInEnvironment: CheckRule = {
  id: 'secret-in-environment',
  severity: 'warning',
  set: 'nixos',
  options: [
    'environment.variables.*',
    'environment.sessionVariables.*',
    'systemd.services.*.environment.*',
    'virtualisation.oci-containers.containers.*.environment.*',
  ],
  parameters: secretNames,
  applies: isSecretVariable,
  message: 'an environment variable with the name of a secret is set in the configuration',
  why: inStore,
  fix: 'Use serviceConfig.EnvironmentFile, or environmentFiles of a container.',
  docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=',
  samples: {
    fires: [{ 'systemd.services.web.environment.DB_PASSWORD': 'hunter2' }],
    quiet: [
      { 'systemd.services.web.environment.DB_PASSWORD': '/run/secrets/db' },
      { 'systemd.services.web.environment.DB_HOST': 'localhost' },
    ],
  },
};
