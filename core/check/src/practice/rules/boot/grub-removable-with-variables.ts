import type { CheckRule } from '@nixai/api';
import { is, isGiven, isOff, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

const otherLoaders = ['systemd-boot', 'limine', 'refind', 'generic-extlinux-compatible'].map(
  (name) => `boot.loader.${name}.enable`,
);

export const grubRemovableWithVariables: CheckRule = {
  id: 'grub-removable-with-variables',
  severity: 'error',
  set: 'nixos',
  options: ['boot.loader.grub.efiInstallAsRemovable'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    isOn(configuration, 'boot.loader.efi.canTouchEfiVariables') &&
    // GRUB is off where another boot loader is on.
    !isGiven(configuration, ...otherLoaders) &&
    !isOff(configuration, 'boot.loader.grub.enable'),
  message: 'GRUB is to be put on as on a removable disk, and to be listed in the firmware too',
  why: 'NixOS refuses to build: it is one or the other.',
  fix: 'Set boot.loader.efi.canTouchEfiVariables = false;',
  docs: optionPage('boot.loader.grub.efiInstallAsRemovable'),
  samples: {
    fires: [
      {
        'boot.loader.grub.efiInstallAsRemovable': true,
        'boot.loader.efi.canTouchEfiVariables': true,
      },
    ],
    quiet: [
      { 'boot.loader.grub.efiInstallAsRemovable': true },
      {
        'boot.loader.grub.efiInstallAsRemovable': true,
        'boot.loader.efi.canTouchEfiVariables': true,
        'boot.loader.systemd-boot.enable': true,
      },
    ],
  },
};
