import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';

export const kernelMitigationsOff: CheckRule = {
  id: 'kernel-mitigations-off',
  severity: 'warning',
  set: 'nixos',
  options: ['boot.kernelParams'],
  applies: hasText(/^mitigations=off$/),
  message: "the processor's holes are left open",
  why: 'A web page or a container may read the memory of others.',
  fix: 'Delete mitigations=off.',
  docs: 'https://docs.kernel.org/admin-guide/hw-vuln/index.html',
  samples: {
    fires: [{ 'boot.kernelParams': ['quiet', 'mitigations=off'] }],
    quiet: [{ 'boot.kernelParams': ['quiet', 'mitigations=auto'] }],
  },
};
