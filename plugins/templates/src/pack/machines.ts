import type { NixTemplate } from '@nixai/api';
import { hostName, locale, stateVersion, timeZone, userName } from './variables.js';

const base = `  imports = [ ./hardware-configuration.nix ];

  boot.loader.systemd-boot.enable = true;
  boot.loader.efi.canTouchEfiVariables = true;

  networking.hostName = @hostName@;
  time.timeZone = @timeZone@;
  i18n.defaultLocale = @locale@;
`;

const person = `  users.users.@userName@ = {
    isNormalUser = true;
    extraGroups = [ "wheel" "networkmanager" ];
  };
`;

/** Whole `configuration.nix` files. */
export const machines: readonly NixTemplate[] = [
  {
    id: 'desktop-plasma',
    title: 'Desktop with KDE Plasma',
    description:
      'A machine to sit at: Plasma 6 on Wayland, sound through PipeWire, printing, NetworkManager. Boots with systemd-boot (UEFI).',
    kind: 'nixos',
    category: 'desktop',
    tags: ['kde', 'plasma', 'wayland', 'pipewire'],
    variables: [hostName, userName, stateVersion, timeZone, locale],
    source: `{ pkgs, ... }:
{
${base}  networking.networkmanager.enable = true;

  services.displayManager.sddm.enable = true;
  services.displayManager.sddm.wayland.enable = true;
  services.desktopManager.plasma6.enable = true;

  security.rtkit.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
  };
  services.printing.enable = true;

${person}  programs.firefox.enable = true;

  system.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'desktop-gnome',
    title: 'Desktop with GNOME',
    description:
      'A machine to sit at: GNOME, sound through PipeWire, printing, NetworkManager. Boots with systemd-boot (UEFI).',
    kind: 'nixos',
    category: 'desktop',
    tags: ['gnome', 'wayland', 'pipewire'],
    variables: [hostName, userName, stateVersion, timeZone, locale],
    source: `{ pkgs, ... }:
{
${base}  networking.networkmanager.enable = true;

  services.xserver.enable = true;
  services.xserver.displayManager.gdm.enable = true;
  services.xserver.desktopManager.gnome.enable = true;

  security.rtkit.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
  };
  services.printing.enable = true;

${person}  programs.firefox.enable = true;

  system.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'laptop',
    title: 'Power, firmware and touchpad of a laptop',
    description:
      'A module beside the configuration of a laptop: power profiles, firmware updates, Bluetooth, what closing the lid does.',
    kind: 'nixos',
    category: 'laptop',
    tags: ['power', 'bluetooth', 'firmware'],
    variables: [
      {
        name: 'lid',
        description: 'What closing the lid does on battery',
        type: 'string',
        default: 'suspend',
        choices: ['suspend', 'hibernate', 'lock', 'ignore'],
      },
    ],
    source: `{ ... }:
{
  services.power-profiles-daemon.enable = true;
  services.upower.enable = true;
  services.thermald.enable = true;
  services.fwupd.enable = true;
  services.libinput.enable = true;

  services.logind.lidSwitch = @lid@;
  services.logind.lidSwitchExternalPower = "lock";

  hardware.bluetooth.enable = true;
  hardware.bluetooth.powerOnBoot = false;
}
`,
  },
  {
    id: 'ssh-server',
    title: 'Minimal server with SSH',
    description:
      'A machine that is reached by SSH with keys only, behind a firewall. Boots with systemd-boot (UEFI).',
    kind: 'nixos',
    category: 'server',
    tags: ['ssh', 'minimal', 'firewall'],
    variables: [
      hostName,
      userName,
      {
        name: 'keys',
        description: 'Public SSH keys that may log in',
        type: 'strings',
        example: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ada'],
        pattern: /(?:ssh|ecdsa|sk)-[A-Za-z0-9@.-]+ [A-Za-z0-9+/=]+(?: .*)?/,
      },
      {
        name: 'port',
        description: 'The port of SSH',
        type: 'integer',
        default: 22,
        min: 1,
        max: 65535,
      },
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
];
