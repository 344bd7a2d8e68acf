import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';

export const containerPrivileged: CheckRule = {
  id: 'container-privileged',
  severity: 'warning',
  set: 'nixos',
  options: ['virtualisation.oci-containers.containers.*.extraOptions'],
  applies: hasText(/^--privileged(?:=true)?$/),
  message: 'a container may do all that root may',
  why: 'What breaks out of its program has the machine.',
  fix: 'Give it the one capability or device that it needs: --cap-add, --device.',
  docs: 'https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities',
  samples: {
    fires: [{ 'virtualisation.oci-containers.containers.x.extraOptions': ['--privileged'] }],
    quiet: [{ 'virtualisation.oci-containers.containers.x.extraOptions': ['--cap-add=NET_ADMIN'] }],
  },
};
