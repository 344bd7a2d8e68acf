import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const dockerAndPodman: CheckRule = {
  id: 'docker-and-podman',
  severity: 'error',
  set: 'nixos',
  options: ['virtualisation.podman.dockerCompat'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    isOn(configuration, 'virtualisation.podman.enable') &&
    isOn(configuration, 'virtualisation.docker.enable'),
  message: 'Podman is to answer to "docker", and Docker is on as well',
  why: 'NixOS refuses to build: both want the name.',
  fix: 'Delete dockerCompat, or turn Docker off.',
  docs: optionPage('virtualisation.podman.dockerCompat'),
  samples: {
    fires: [
      {
        'virtualisation.podman.enable': true,
        'virtualisation.podman.dockerCompat': true,
        'virtualisation.docker.enable': true,
      },
    ],
    quiet: [
      { 'virtualisation.podman.enable': true, 'virtualisation.podman.dockerCompat': true },
      {
        'virtualisation.podman.enable': false,
        'virtualisation.podman.dockerCompat': true,
        'virtualisation.docker.enable': true,
      },
    ],
  },
};
