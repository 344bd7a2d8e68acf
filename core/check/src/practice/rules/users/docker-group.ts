import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { user } from './shared.js';

export const dockerGroup: CheckRule = {
  id: 'docker-group',
  severity: 'note',
  set: 'nixos',
  options: [`${user}.extraGroups`],
  applies: hasText(/^docker$/),
  message: 'members of the group docker are as powerful as root',
  why: 'They can start a container that sees the whole disk.',
  fix: 'Use virtualisation.docker.rootless, or Podman.',
  docs: 'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  samples: {
    fires: [{ 'users.users.ada.extraGroups': ['wheel', 'docker'] }],
    quiet: [{ 'users.users.ada.extraGroups': ['wheel', 'dockers'] }],
  },
};
