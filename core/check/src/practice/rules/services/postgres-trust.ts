import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';

export const postgresTrust: CheckRule = {
  id: 'postgres-trust',
  severity: 'warning',
  set: 'nixos',
  options: ['services.postgresql.authentication'],
  applies: hasText(
    /^[ \t]*host(?:ssl|nossl)?\s+\S+\s+\S+\s+(?!127\.|::1|localhost|samehost)\S+\s+trust\s*$/m,
  ),
  message: 'PostgreSQL lets connections from the network in without a password',
  why: 'Whoever reaches the port owns the data.',
  fix: 'Use scram-sha-256 in the place of trust.',
  docs: 'https://www.postgresql.org/docs/current/auth-trust.html',
  samples: {
    fires: [{ 'services.postgresql.authentication': 'host all all 0.0.0.0/0 trust\n' }],
    quiet: [
      { 'services.postgresql.authentication': 'local all all trust\n' },
      { 'services.postgresql.authentication': 'host all all samehost trust\n' },
      { 'services.postgresql.authentication': 'host all all 127.0.0.1/32 trust\n' },
    ],
  },
};
