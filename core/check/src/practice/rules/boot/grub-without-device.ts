import type { CheckRule } from '@nixai/api';
import { is, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const grubWithoutDevice: CheckRule = {
  id: 'grub-without-device',
  severity: 'error',
  set: 'nixos',
  options: ['boot.loader.grub.enable'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    configuration.complete &&
    !isGiven(
      configuration,
      'boot.loader.grub.device',
      'boot.loader.grub.devices',
      'boot.loader.grub.mirroredBoots',
    ),
  message: 'GRUB is on, and no disk is named to put it on',
  why: 'NixOS refuses to build.',
  fix: 'Set boot.loader.grub.device = "/dev/sda"; or "nodev" on UEFI.',
  docs: optionPage('boot.loader.grub.device'),
  samples: {
    fires: [{ 'boot.loader.grub.enable': true }],
    quiet: [{ 'boot.loader.grub.enable': true, 'boot.loader.grub.device': 'nodev' }],
  },
};
