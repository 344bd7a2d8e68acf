import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';

export const dockerOpenSocket: CheckRule = {
  id: 'docker-open-socket',
  severity: 'error',
  set: 'nixos',
  options: ['virtualisation.docker.listenOptions'],
  applies: hasText(/^0\.0\.0\.0:|^\[::\]:|^\d+$/),
  message: 'Docker listens on the network',
  why: 'Whoever reaches it is root here.',
  fix: 'Use the socket, over SSH where it has to be remote.',
  docs: 'https://docs.docker.com/engine/security/protect-access/',
  samples: {
    fires: [{ 'virtualisation.docker.listenOptions': ['0.0.0.0:2375'] }],
    quiet: [{ 'virtualisation.docker.listenOptions': ['/run/docker.sock'] }],
  },
};
