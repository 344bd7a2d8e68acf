import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const grubRemovableWithVariables: CheckRule = {
  id: 'grub-removable-with-variables',
  severity: 'error',
  set: 'nixos',
  options: ['boot.loader.grub.efiInstallAsRemovable'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    isOn(configuration, 'boot.loader.efi.canTouchEfiVariables'),
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
    quiet: [{ 'boot.loader.grub.efiInstallAsRemovable': true }],
  },
};
