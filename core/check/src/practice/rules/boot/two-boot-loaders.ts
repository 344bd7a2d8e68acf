import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

const loaders = ['grub', 'systemd-boot', 'generic-extlinux-compatible', 'limine', 'refind'].map(
  (name) => `boot.loader.${name}.enable`,
);

export const twoBootLoaders: CheckRule = {
  id: 'two-boot-loaders',
  severity: 'error',
  set: 'nixos',
  options: loaders,
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    loaders
      .slice(0, loaders.indexOf(definition.path.join('.')))
      .some((other) => isOn(configuration, other)),
  message: 'two boot loaders are on',
  why: 'Both would write the boot menu: NixOS refuses to build, or one undoes the other.',
  fix: 'Turn one off.',
  docs: optionPage('boot.loader.systemd-boot.enable'),
  samples: {
    fires: [
      { 'boot.loader.grub.enable': true, 'boot.loader.systemd-boot.enable': true },
      [{ 'boot.loader.grub.enable': true }, { 'boot.loader.systemd-boot.enable': true }],
    ],
    quiet: [{ 'boot.loader.grub.enable': false, 'boot.loader.systemd-boot.enable': true }],
  },
};
