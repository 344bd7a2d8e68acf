import type { NixTemplate, TemplateVariable } from '@nixai/api';
import { whether } from './variables.js';

const remotePlay = whether('openRemotePlay', 'Open the ports of Steam Remote Play to the network');
/** There is no default that is right for all cards. */
const openModule: TemplateVariable = {
  name: 'openModule',
  description: 'NVIDIA’s open kernel module: true from the GTX 16 and RTX 20 series on',
  type: 'boolean',
  example: true,
};

const steam = `  programs.steam = {
    enable = true;
    remotePlay.openFirewall = @openRemotePlay@;
  };
  programs.gamemode.enable = true;
`;
const unfree = 'Steam is unfree: the module allows unfree packages for the whole machine.';
const next = ['sudo nixos-rebuild boot, then reboot', 'Start a game with: gamemoderun %command%'];

/** Games, by the graphics card that they run on. */
export const gaming: readonly NixTemplate[] = [
  {
    id: 'gaming-minimal',
    title: 'Steam and GameMode',
    description: 'Steam, GameMode and 32-bit graphics, whatever the card is; no port is opened.',
    kind: 'nixos',
    category: 'gaming',
    tags: ['steam', 'games', 'gamemode', 'proton'],
    features: ['Steam with Proton', 'GameMode', '32-bit graphics'],
    requires: ['a graphics card whose driver is set up'],
    notes: [unfree],
    next,
    variables: [remotePlay],
    source: `{ ... }:
{
  nixpkgs.config.allowUnfree = true;
${steam}  hardware.graphics = {
    enable = true;
    enable32Bit = true;
  };
}
`,
  },
  {
    id: 'gaming-nvidia',
    title: 'Games on an NVIDIA card',
    description: 'NVIDIA’s driver, Steam, GameMode, MangoHud and Lutris; no port is opened.',
    kind: 'nixos',
    category: 'gaming',
    tags: ['steam', 'games', 'nvidia', 'gamemode', 'lutris'],
    features: [
      'NVIDIA’s driver with mode setting',
      'Steam with Proton',
      'GameMode and MangoHud',
      'Lutris',
    ],
    requires: [
      'an NVIDIA card of the GTX 16 or RTX 20 series or later; older ones need a legacy driver',
    ],
    notes: [
      unfree,
      'Maxwell, Pascal and Volta (GTX 750 to 10xx) need openModule=false and, from 26.05 on, hardware.nvidia.package of the 580 series.',
    ],
    next,
    variables: [openModule, remotePlay],
    source: `{ pkgs, ... }:
{
  nixpkgs.config.allowUnfree = true;
  services.xserver.videoDrivers = [ "nvidia" ];
  hardware.nvidia = {
    open = @openModule@;
    modesetting.enable = true;
    powerManagement.enable = true;
  };
  hardware.graphics = {
    enable = true;
    enable32Bit = true;
  };

${steam}  environment.systemPackages = with pkgs; [ mangohud lutris ];
}
`,
  },
  {
    id: 'gaming-amd',
    title: 'Games on an AMD card',
    description: 'Mesa’s driver early in the boot, Steam, GameMode, Gamescope and MangoHud.',
    kind: 'nixos',
    category: 'gaming',
    tags: ['steam', 'games', 'amd', 'radeon', 'gamescope'],
    features: [
      'amdgpu from the first stage of the boot',
      'Steam with Proton',
      'Gamescope and MangoHud',
    ],
    requires: ['an AMD card that amdgpu drives'],
    notes: [unfree],
    next,
    variables: [remotePlay],
    source: `{ pkgs, ... }:
{
  nixpkgs.config.allowUnfree = true;
  hardware.amdgpu.initrd.enable = true;
  hardware.graphics = {
    enable = true;
    enable32Bit = true;
  };

${steam}  programs.gamescope.enable = true;
  environment.systemPackages = [ pkgs.mangohud ];
}
`,
  },
  {
    id: 'gaming-retro',
    title: 'Old games in emulators',
    description:
      'RetroArch with free cores, PCSX2 and Dolphin, and Xbox controllers over Bluetooth.',
    kind: 'nixos',
    category: 'gaming',
    tags: ['retro', 'emulators', 'retroarch', 'games'],
    features: ['RetroArch', 'Dolphin and PCSX2', 'wireless controllers'],
    requires: ['a graphics card whose driver is set up', 'Bluetooth for wireless controllers'],
    notes: ['Games and the firmware of consoles are not in it.'],
    next: ['sudo nixos-rebuild switch', 'Pair a controller: bluetoothctl'],
    variables: [],
    source: `{ pkgs, ... }:
{
  environment.systemPackages = with pkgs; [ retroarch dolphin-emu pcsx2 ];
  hardware.graphics.enable = true;
  hardware.bluetooth.enable = true;
  hardware.xpadneo.enable = true;
}
`,
  },
  {
    id: 'game-streaming',
    title: 'Stream games to other screens',
    description:
      'Sunshine, which Moonlight clients connect to; its ports are opened where you say so.',
    kind: 'nixos',
    category: 'gaming',
    tags: ['sunshine', 'moonlight', 'streaming', 'games'],
    features: ['Sunshine in the session of the person'],
    requires: ['a graphics card that encodes video'],
    notes: [
      'capSysAdmin lets Sunshine read the whole screen on Wayland: it runs with more rights than you.',
    ],
    next: ['sudo nixos-rebuild switch', 'Set a password at https://localhost:47990.'],
    variables: [
      whether('openFirewall', 'Open Sunshine’s ports to the network'),
      whether(
        'capSysAdmin',
        'Let it read the screen through the kernel, which Wayland needs',
        true,
      ),
    ],
    source: `{ ... }:
{
  services.sunshine = {
    enable = true;
    autoStart = true;
    capSysAdmin = @capSysAdmin@;
    openFirewall = @openFirewall@;
  };
  hardware.graphics.enable = true;
}
`,
  },
  {
    id: 'game-controllers',
    title: 'Controllers, racing wheels and VR trackers',
    description: 'The rules and drivers of controllers, for Steam and without it.',
    kind: 'nixos',
    category: 'gaming',
    tags: ['controllers', 'xbox', 'steam', 'udev'],
    features: [
      'rules for Steam’s and others’ controllers',
      'Xbox over Bluetooth and over its own dongle',
    ],
    requires: ['a controller'],
    notes: [
      'The dongle’s firmware is unfree: the module allows unfree packages for the whole machine.',
    ],
    next: ['sudo nixos-rebuild switch'],
    variables: [],
    source: `{ ... }:
{
  nixpkgs.config.allowUnfree = true;
  hardware.steam-hardware.enable = true;
  hardware.xpadneo.enable = true;
  hardware.xone.enable = true;
}
`,
  },
];
