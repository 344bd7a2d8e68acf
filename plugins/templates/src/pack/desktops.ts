import type { NixTemplate } from '@nixai/api';
import { text, userName } from './variables.js';

const layout = text('layout', 'The layout of the keyboard', {
  default: 'us',
  pattern: /[a-z]{2,}/,
});

const sound = `  security.rtkit.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
  };
`;

const login = `  services.greetd = {
    enable = true;
    settings.default_session.command = @session@;
  };
`;

/** The command is the whole of one, for a value cannot stand inside of a string. */
const session = (command: string) =>
  text('session', 'What greetd starts to log people in', {
    default: command,
    pattern: /[\w /:.-]+/,
  });

const seat = ['a graphics card with a kernel driver (Intel, AMD, or NVIDIA with its own template)'];

/** What somebody sits in front of; modules beside the configuration of a machine. */
export const desktops: readonly NixTemplate[] = [
  {
    id: 'desktop-plasma',
    title: 'Desktop with KDE Plasma',
    description:
      'A machine to sit at: Plasma 6 on Wayland, sound through PipeWire, Bluetooth, printing, NetworkManager.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['kde', 'plasma', 'wayland', 'pipewire'],
    features: ['Plasma 6 with SDDM on Wayland', 'PipeWire for all sound', 'printing and Bluetooth'],
    requires: seat,
    notes: ['A second desktop beside it makes programs of the two fight for the same settings.'],
    next: ['sudo nixos-rebuild boot, then reboot'],
    variables: [layout],
    source: `{ ... }:
{
  services.displayManager.sddm.enable = true;
  services.displayManager.sddm.wayland.enable = true;
  services.desktopManager.plasma6.enable = true;
  services.xserver.xkb.layout = @layout@;

${sound}  services.printing.enable = true;
  hardware.bluetooth.enable = true;
  networking.networkmanager.enable = true;

  programs.firefox.enable = true;
}
`,
  },
  {
    id: 'desktop-gnome',
    title: 'Desktop with GNOME',
    description:
      'A machine to sit at: GNOME on Wayland, sound through PipeWire, printing, NetworkManager.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['gnome', 'gdm', 'wayland', 'pipewire'],
    features: ['GNOME with GDM on Wayland', 'PipeWire for all sound', 'printing'],
    requires: seat,
    notes: ['GNOME has no X11 session any more from NixOS 25.11 on.'],
    next: ['sudo nixos-rebuild boot, then reboot'],
    from: '25.11',
    variables: [layout],
    source: `{ ... }:
{
  services.displayManager.gdm.enable = true;
  services.desktopManager.gnome.enable = true;
  services.xserver.xkb.layout = @layout@;

${sound}  services.printing.enable = true;
  networking.networkmanager.enable = true;

  programs.firefox.enable = true;
}
`,
  },
  {
    id: 'desktop-xfce',
    title: 'Desktop with Xfce',
    description: 'A light desktop on X11 with LightDM, PipeWire and NetworkManager.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['xfce', 'x11', 'light', 'pipewire'],
    features: ['Xfce with LightDM', 'PipeWire for all sound', 'little memory'],
    requires: ['a graphics card with a kernel driver'],
    next: ['sudo nixos-rebuild boot, then reboot'],
    variables: [layout],
    source: `{ ... }:
{
  services.xserver = {
    enable = true;
    xkb.layout = @layout@;
    desktopManager.xfce.enable = true;
    displayManager.lightdm.enable = true;
  };

${sound}  networking.networkmanager.enable = true;
}
`,
  },
  {
    id: 'desktop-cosmic',
    title: 'Desktop with COSMIC',
    description:
      'System76’s desktop on Wayland, with its own greeter, PipeWire and NetworkManager.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['cosmic', 'wayland', 'pipewire'],
    features: ['COSMIC with its greeter', 'PipeWire for all sound'],
    requires: seat,
    next: ['sudo nixos-rebuild boot, then reboot'],
    from: '25.11',
    variables: [],
    source: `{ ... }:
{
  services.desktopManager.cosmic.enable = true;
  services.displayManager.cosmic-greeter.enable = true;
  hardware.graphics.enable = true;

${sound}  networking.networkmanager.enable = true;
}
`,
  },
  {
    id: 'desktop-hyprland',
    from: '25.11',
    title: 'Hyprland, a tiling compositor',
    description:
      'Hyprland under UWSM, a text greeter, portals, PipeWire, a terminal and a launcher; its own settings are yours to write.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['hyprland', 'tiling', 'wayland', 'pipewire'],
    features: [
      'Hyprland as a systemd session',
      'greetd with tuigreet',
      'portals for screen sharing',
    ],
    requires: seat,
    notes: ['With an NVIDIA card apply gaming-nvidia or laptop-hybrid-nvidia as well.'],
    next: ['sudo nixos-rebuild boot, then reboot', 'Write ~/.config/hypr/hyprland.conf.'],
    variables: [session('tuigreet --time --remember --remember-session')],
    source: `{ pkgs, ... }:
{
  programs.hyprland = {
    enable = true;
    withUWSM = true;
  };
${login}  environment.systemPackages = with pkgs; [ tuigreet kitty wofi ];
  fonts.packages = [ pkgs.nerd-fonts.jetbrains-mono ];
  security.polkit.enable = true;

${sound}}
`,
  },
  {
    id: 'desktop-sway',
    from: '25.11',
    title: 'Sway, a tiling compositor',
    description: 'Sway with a text greeter, a keyring, portals for screen sharing and PipeWire.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['sway', 'tiling', 'wayland', 'i3', 'pipewire'],
    features: ['Sway with GTK settings', 'greetd with tuigreet', 'wlroots portal'],
    requires: ['a graphics card of Intel or AMD: Sway refuses NVIDIA’s own driver'],
    next: ['sudo nixos-rebuild boot, then reboot', 'Write ~/.config/sway/config.'],
    variables: [session('tuigreet --time --remember --cmd sway')],
    source: `{ pkgs, ... }:
{
  programs.sway = {
    enable = true;
    wrapperFeatures.gtk = true;
  };
${login}  environment.systemPackages = [ pkgs.tuigreet ];
  services.gnome.gnome-keyring.enable = true;
  xdg.portal.wlr.enable = true;

${sound}}
`,
  },
  {
    id: 'kiosk',
    title: 'Kiosk: one program and nothing else',
    description:
      'A machine that shows one program in full screen and starts it again when it ends.',
    kind: 'nixos',
    category: 'desktop',
    tags: ['kiosk', 'cage', 'wayland', 'signage'],
    features: ['Cage on the first screen', 'a user without rights', 'the firewall closed'],
    requires: ['a screen'],
    notes: ['Nobody can log in from far unless you add SSH yourself.'],
    next: ['sudo nixos-rebuild boot, then reboot'],
    variables: [
      userName,
      text('address', 'The page that is shown', {
        default: 'https://nixos.org',
        pattern: /https?:\/\/[\w./?=&%:#-]+/,
      }),
    ],
    source: `{ pkgs, lib, ... }:
{
  services.cage = {
    enable = true;
    user = @userName@;
    program = lib.concatStringsSep " " [ (lib.getExe pkgs.firefox) "--kiosk" @address@ ];
  };
  users.users.@userName@.isNormalUser = true;
  networking.firewall.enable = true;
}
`,
  },
];
