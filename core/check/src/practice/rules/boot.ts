import { textsOf, type CheckConfiguration, type CheckRules } from '@nixai/api';
import { hasText, is, isGiven, isOn } from './conditions.js';
import { optionPage } from './links.js';

const loaders = ['grub', 'systemd-boot', 'generic-extlinux-compatible', 'limine', 'refind'].map(
  (name) => `boot.loader.${name}.enable`,
);

/** Nobody puts a loader into a container, nor on what starts from the network. */
const startsAlone = (configuration: CheckConfiguration): boolean =>
  isGiven(configuration, 'fileSystems./', 'fileSystems./.device', 'fileSystems./.fsType') &&
  !isGiven(configuration, 'boot.isContainer', 'wsl.enable', 'boot.loader.external.enable');

/** Starting the machine, and the kernel. */
export const bootRules: CheckRules = [
  {
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
  },
  {
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
  },
  {
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
  },
  {
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
  },
  {
    id: 'boot-editor',
    severity: 'note',
    set: 'nixos',
    options: ['boot.loader.systemd-boot.editor'],
    applies: is(true),
    message: 'the boot menu lets anybody edit the kernel command line',
    why: 'With init=/bin/sh it gives a root shell without a password.',
    fix: 'Set boot.loader.systemd-boot.editor = false;',
    docs: optionPage('boot.loader.systemd-boot.editor'),
    samples: {
      fires: [{ 'boot.loader.systemd-boot.editor': true }],
      quiet: [{ 'boot.loader.systemd-boot.editor': false }],
    },
  },
  {
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
  },
  {
    id: 'module-loaded-and-forbidden',
    severity: 'warning',
    set: 'nixos',
    options: ['boot.blacklistedKernelModules'],
    applies: ({ values }, configuration) => {
      const forbidden = new Set(values.flatMap(textsOf));
      return configuration
        .definitions('boot.kernelModules')
        .some((loaded) => loaded.values.flatMap(textsOf).some((name) => forbidden.has(name)));
    },
    message: 'a kernel module is forbidden here and loaded elsewhere',
    why: 'systemd loads no module at boot that is forbidden: boot.kernelModules has no effect for it.',
    fix: 'Take its name out of one of the two lists.',
    docs: optionPage('boot.blacklistedKernelModules'),
    samples: {
      fires: [{ 'boot.blacklistedKernelModules': ['nouveau'], 'boot.kernelModules': ['nouveau'] }],
      quiet: [{ 'boot.blacklistedKernelModules': ['nouveau'], 'boot.kernelModules': ['kvm-amd'] }],
    },
  },
  {
    id: 'zram-behind-zswap',
    severity: 'note',
    set: 'nixos',
    options: ['zramSwap.enable'],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      configuration
        .definitions('boot.kernelParams')
        .some((one) => !one.conditional && hasText(/^zswap\.enabled=(?:1|Y|y)$/)(one)),
    message: 'memory is compressed twice: zswap stands in front of zram',
    why: 'zswap takes the pages first, so that zram sees only what cannot be compressed.',
    fix: 'Keep one: delete zswap.enabled=1, or zramSwap.enable.',
    docs: 'https://docs.kernel.org/admin-guide/mm/zswap.html',
    samples: {
      fires: [{ 'zramSwap.enable': true, 'boot.kernelParams': ['zswap.enabled=1'] }],
      quiet: [{ 'zramSwap.enable': true, 'boot.kernelParams': ['zswap.enabled=0'] }],
    },
  },
  {
    id: 'tmp-cleaned-twice',
    severity: 'note',
    set: 'nixos',
    options: ['boot.tmp.cleanOnBoot'],
    applies: (definition, configuration) =>
      is(true)(definition) && isOn(configuration, 'boot.tmp.useTmpfs'),
    message: '/tmp is in memory, and to be emptied at boot as well',
    why: 'What is in memory is empty at boot: the line has no effect.',
    fix: 'Delete the line.',
    docs: optionPage('boot.tmp.useTmpfs'),
    samples: {
      fires: [{ 'boot.tmp.cleanOnBoot': true, 'boot.tmp.useTmpfs': true }],
      quiet: [{ 'boot.tmp.cleanOnBoot': true }],
    },
  },
];
