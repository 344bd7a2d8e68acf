import type { NixTemplate } from '@nixai/api';
import {
  hostName,
  keys,
  locale,
  port,
  stateVersion,
  text,
  timeZone,
  userName,
} from './variables.js';

const base = `  imports = [ ./hardware-configuration.nix ];

  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;

  networking.hostName = @hostName@;
  time.timeZone = @timeZone@;
  i18n.defaultLocale = @locale@;
`;

const uefi = ['UEFI firmware', 'a hardware-configuration.nix beside it (nixos-generate-config)'];

/** Whole `configuration.nix` files, and what a machine is rather than does. */
export const machines: readonly NixTemplate[] = [
  {
    id: 'machine',
    title: 'A machine to begin with',
    description:
      'A whole configuration.nix: boot, name, time, language, one person, NetworkManager, flakes. Desktops and services come beside it.',
    kind: 'nixos',
    category: 'machine',
    tags: ['minimal', 'base', 'configuration'],
    features: ['systemd-boot', 'one person with sudo', 'NetworkManager', 'flakes'],
    requires: uefi,
    next: ['sudo nixos-rebuild switch', 'Set the password: passwd NAME'],
    variables: [hostName, userName, stateVersion, timeZone, locale],
    source: `{ pkgs, ... }:
{
${base}
  networking.networkmanager.enable = true;

  users.users.@userName@ = {
    isNormalUser = true;
    extraGroups = [ "wheel" "networkmanager" ];
  };

  nix.settings.experimental-features = [ "nix-command" "flakes" ];
  environment.systemPackages = [ pkgs.git ];

  system.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'ssh-server',
    title: 'Minimal server with SSH',
    description:
      'A whole configuration.nix of a machine that is reached by SSH with keys only, behind a firewall. Boots with systemd-boot (UEFI).',
    kind: 'nixos',
    category: 'machine',
    tags: ['ssh', 'minimal', 'firewall', 'server'],
    features: ['SSH with keys only', 'the firewall closed but for SSH'],
    requires: uefi,
    notes: ['Sudo asks for a password: set one on the console before you log out.'],
    next: ['sudo nixos-rebuild switch', 'Log in from another terminal before you close this one.'],
    variables: [
      hostName,
      userName,
      keys,
      port('The port of SSH', 22),
      stateVersion,
      timeZone,
      locale,
    ],
    source: `{ pkgs, ... }:
{
${base}
  services.openssh = {
    enable = true;
    ports = [ @port@ ];
    settings = {
      PasswordAuthentication = false;
      KbdInteractiveAuthentication = false;
      PermitRootLogin = "no";
    };
  };
  networking.firewall.enable = true;

  users.users.@userName@ = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    openssh.authorizedKeys.keys = @keys@;
  };

  environment.systemPackages = [ pkgs.git pkgs.vim ];

  system.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'raspberry-pi',
    title: 'Raspberry Pi 3 or 4 from an SD card',
    description: 'The boot loader and the root of an SD card image, SSH, and swap in memory.',
    kind: 'nixos',
    category: 'machine',
    tags: ['raspberry', 'arm', 'sd-card', 'aarch64'],
    features: ['extlinux', 'firmware of the board', 'SSH', 'zram'],
    requires: [
      'a Raspberry Pi 3 or 4 with the SD card image of NixOS (the Pi 5 needs a kernel of its own)',
    ],
    next: ['sudo nixos-rebuild switch'],
    variables: [hostName, userName, keys, stateVersion],
    source: `{ ... }:
{
  boot.loader.grub.enable = false;
  boot.loader.generic-extlinux-compatible.enable = true;
  fileSystems."/" = {
    device = "/dev/disk/by-label/NIXOS_SD";
    fsType = "ext4";
  };
  hardware.enableRedistributableFirmware = true;
  nixpkgs.hostPlatform = "aarch64-linux";

  networking.hostName = @hostName@;
  services.openssh = {
    enable = true;
    settings.PasswordAuthentication = false;
  };
  users.users.@userName@ = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    openssh.authorizedKeys.keys = @keys@;
  };
  zramSwap.enable = true;

  system.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'vm-guest',
    title: 'Guest of QEMU or Proxmox',
    description:
      'The guest agent, a disk that grows with its image, and a console over the serial line.',
    kind: 'nixos',
    category: 'machine',
    tags: ['qemu', 'kvm', 'proxmox', 'guest', 'virtual'],
    features: ['QEMU’s agent', 'a root that grows', 'a serial console'],
    requires: ['a virtual machine of QEMU'],
    next: ['sudo nixos-rebuild switch'],
    variables: [],
    source: `{ ... }:
{
  services.qemuGuest.enable = true;
  services.spice-vdagentd.enable = true;
  boot.growPartition = true;
  boot.kernelParams = [ "console=ttyS0" ];
}
`,
  },
  {
    id: 'encrypted-root',
    title: 'Unlock an encrypted root, with the TPM if you like',
    description:
      'LUKS in the systemd stage 1, and what systemd-cryptenroll needs; no disk is formatted.',
    kind: 'nixos',
    category: 'machine',
    tags: ['luks', 'tpm', 'encryption', 'disk'],
    features: ['systemd in stage 1', 'the tools of the TPM'],
    requires: [
      'a root that is encrypted with LUKS2 already',
      'a TPM 2 for unlocking without a passphrase',
    ],
    notes: ['The passphrase still unlocks it: keep it.'],
    next: [
      'sudo nixos-rebuild boot, then reboot',
      'sudo systemd-cryptenroll --tpm2-device=auto DEVICE',
    ],
    variables: [
      text('device', 'The encrypted partition', {
        example: '/dev/disk/by-uuid/0b1f4c2e-0000-4000-8000-000000000000',
        pattern: /\/dev\/disk\/by-(?:id|uuid|label|partuuid|partlabel)\/[\w.:+-]+/,
      }),
    ],
    source: `{ ... }:
{
  boot.initrd.systemd.enable = true;
  boot.initrd.luks.devices.root.device = @device@;
  security.tpm2.enable = true;
}
`,
  },
  {
    id: 'hardened-server',
    title: 'SSH with keys, bans, and nightly updates',
    description:
      'A module for a server on the internet: no passwords over SSH, fail2ban, sudo for wheel alone, updates each night without a restart.',
    kind: 'nixos',
    category: 'server',
    tags: ['ssh', 'security', 'fail2ban', 'firewall', 'hardened'],
    features: [
      'SSH with keys only',
      'fail2ban',
      'the firewall closed but for SSH',
      'nightly upgrades',
    ],
    notes: ['Without a key that works you lock yourself out: keys are required here.'],
    next: ['sudo nixos-rebuild switch', 'Log in from another terminal before you close this one.'],
    variables: [userName, keys],
    source: `{ ... }:
{
  services.openssh = {
    enable = true;
    settings = {
      PasswordAuthentication = false;
      KbdInteractiveAuthentication = false;
      PermitRootLogin = "no";
    };
  };
  users.users.@userName@ = {
    isNormalUser = true;
    extraGroups = [ "wheel" ];
    openssh.authorizedKeys.keys = @keys@;
  };
  networking.firewall.enable = true;
  services.fail2ban.enable = true;
  security.sudo.execWheelOnly = true;
  system.autoUpgrade = {
    enable = true;
    allowReboot = false;
  };
}
`,
  },
];
