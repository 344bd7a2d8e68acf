import type { CheckRule } from '@nixai/api';
import { isNonEmptyList } from '../conditions.js';

export const allowInsecure: CheckRule = {
  id: 'allow-insecure',
  severity: 'warning',
  set: 'nixos',
  options: ['nixpkgs.config.permittedInsecurePackages'],
  applies: isNonEmptyList,
  message: 'packages with known holes are allowed',
  why: 'They are marked insecure for a reason that nobody will mend.',
  fix: 'Look for a successor, and take the name out as soon as nothing needs it.',
  docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-insecure',
  samples: {
    fires: [{ 'nixpkgs.config.permittedInsecurePackages': ['a-1'] }],
    quiet: [{ 'nixpkgs.config.permittedInsecurePackages': [] }],
  },
};
