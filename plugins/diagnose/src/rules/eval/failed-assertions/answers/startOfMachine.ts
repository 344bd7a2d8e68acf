import { advice, nixFix, shellFix } from '../../../shared/fix.js';
import type { Answer } from '../../../shared/answers.js';

/** No boot loader is said: mostly the machine's own configuration is not there at all. */
export const noBootLoader =
  /boot\.loader\.grub\.devices?'? (?:or|option)|boot\.loader\.grub\.mirroredBoots' to make/;

/** What the machine starts from. */
export const startOfMachine: readonly Answer[] = [
  [
    /does not specify your root file system/,
    () => [
      nixFix(
        "Import the machine's own hardware-configuration.nix, which names its file systems (nixos-generate-config writes it).",
        'imports = [ ./hardware-configuration.nix ];',
      ),
    ],
  ],
  [
    /devenv was not able to determine the current directory/,
    () => [
      shellFix(
        'devenv in a flake asks for the folder that it is called in, which Nix tells only when it may look outside of the flake (in .envrc: use flake . --no-pure-eval).',
        'nix develop --no-pure-eval   # before Nix 2.19: --impure',
      ),
    ],
  ],
  [
    noBootLoader,
    () => [
      nixFix(
        'Say which boot loader it is: on UEFI systemd-boot; with BIOS boot.loader.grub.device = "/dev/sda" (the machine\'s disk). Nothing of it is needed once the machine\'s own configuration.nix is imported.',
        'boot.loader.systemd-boot.enable = true;\nboot.loader.efi.canTouchEfiVariables = true;',
        'restart',
      ),
    ],
  ],
  [
    /efiInstallAsRemovable,? then turn off boot\.loader\.efi\.canTouchEfiVariables/,
    () => [
      nixFix(
        'Switch the other one off.',
        'boot.loader.efi.canTouchEfiVariables = false;',
        'restart',
      ),
    ],
  ],
  [
    /invalid value for 'system\.stateVersion'|must be in the format "YY\.MM"/,
    () => [
      nixFix(
        'Set the release that the machine was first installed with, and leave it: it is not the release that is used.',
        'system.stateVersion = "YOUR_RELEASE";',
        { fill: { YOUR_RELEASE: 'the release of the first installation, as 24.05' } },
      ),
    ],
  ],
  [
    /requires networking\.hostId to be set/,
    () => [
      nixFix(
        'Give the machine a number of its own, eight hex digits, and leave it.',
        'networking.hostId = "YOUR_ID";',
        {
          fill: { YOUR_ID: 'what head -c4 /dev/urandom | od -A none -t x4 prints' },
        },
      ),
    ],
  ],
  [
    /systemd stage 1 does not support '(?<option>boot\.initrd\.[\w.]{3,60})'/,
    ({ option = '' }) => [
      advice(
        `If ${option} is yours: make it a unit of boot.initrd.systemd.services (before what it prepares), and take ${option} out.`,
      ),
      nixFix(
        'If an input of yours sets it, or you cannot yet: stay with the scripted stage 1 (until it is removed).',
        'boot.initrd.systemd.enable = false;',
        'restart',
      ),
    ],
  ],
  [
    /^CONFIG_(?<name>\w{2,60}) is not (?<state>yes|enabled|module|built as a module)/,
    ({ name = '' }) => [
      nixFix(
        `If you have a kernel of your own: build it with ${name}.`,
        `boot.kernelPatches = [\n  {\n    name = "YOUR_NAME";\n    patch = null;\n    structuredExtraConfig.${name} = lib.kernel.yes;\n  }\n];`,
        { risk: 'restart', fill: { YOUR_NAME: 'any name' } },
      ),
      nixFix(
        'If it is one of nixpkgs: take the usual one.',
        'boot.kernelPackages = pkgs.linuxPackages;',
        'restart',
      ),
    ],
  ],
  [
    /^Neither nixpkgs\.hostPlatform nor/,
    () => [
      nixFix(
        'Say what machine it is (aarch64-linux for ARM); hardware-configuration.nix has that line, if it is imported.',
        'nixpkgs.hostPlatform = "x86_64-linux";',
      ),
    ],
  ],
  [
    /systemd-boot\.enable must be (?:disabled|set to false).{0,60}lanzaboote/i,
    () => [
      nixFix(
        'Lanzaboote takes the place of systemd-boot: switch that off.',
        'boot.loader.systemd-boot.enable = lib.mkForce false;',
        'restart',
      ),
    ],
  ],
];
