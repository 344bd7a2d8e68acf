import type { CheckConfiguration, CheckRule } from '@nixai/api';
import { isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

/** Nobody puts a loader into a container, nor on what starts from the network. */
const startsAlone = (configuration: CheckConfiguration): boolean =>
  isGiven(configuration, 'fileSystems./', 'fileSystems./.device', 'fileSystems./.fsType') &&
  !isGiven(configuration, 'boot.isContainer', 'wsl.enable', 'boot.loader.external.enable');

export const noBootLoader: CheckRule = {
  id: 'no-boot-loader',
  severity: 'error',
  set: 'nixos',
  appliesTo: (configuration) =>
    startsAlone(configuration) &&
    !isGiven(
      configuration,
      'boot.loader.*.enable',
      'boot.loader.*.*.enable',
      'boot.loader.grub.device',
      'boot.loader.grub.devices',
      'boot.loader.grub.mirroredBoots',
    ),
  message: 'no boot loader is chosen',
  why: 'GRUB is what NixOS takes then, and it refuses to build without a device.',
  fix: 'Set boot.loader.systemd-boot.enable = true; on UEFI, boot.loader.grub.device elsewhere.',
  docs: optionPage('boot.loader.systemd-boot.enable'),
  samples: {
    fires: [{ 'fileSystems./.device': '/dev/sda1' }],
    quiet: [
      { 'fileSystems./.device': '/dev/sda1', 'boot.loader.systemd-boot.enable': true },
      { 'fileSystems./.device': '/dev/sda1', 'boot.loader.grub.device': '/dev/sda' },
      { 'boot.isContainer': true },
    ],
  },
};
