import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';

export const acmeStaging: CheckRule = {
  id: 'acme-staging',
  severity: 'note',
  set: 'nixos',
  options: [
    'security.acme.defaults.server',
    'security.acme.certs.*.server',
    'security.acme.server',
  ],
  applies: hasText(/acme-staging/),
  message: "certificates come from Let's Encrypt's test server",
  why: 'No browser accepts them.',
  fix: 'Delete the line once everything works.',
  docs: 'https://letsencrypt.org/docs/staging-environment/',
  samples: {
    fires: [
      {
        'security.acme.defaults.server': 'https://acme-staging-v02.api.letsencrypt.org/directory',
      },
    ],
    quiet: [{ 'security.acme.defaults.email': 'a@example.org' }],
  },
};
