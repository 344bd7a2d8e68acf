import type { NixTemplate } from '@nixai/api';
import { text } from './variables.js';

const bus = (name: string, card: string, usual: string) =>
  text(name, `The place of the ${card} card, in decimal (lspci prints it in hex)`, {
    example: usual,
    pattern: /PCI:\d{1,3}:\d{1,2}:\d/,
  });

/** What a machine with a battery needs beside its configuration. */
export const laptops: readonly NixTemplate[] = [
  {
    id: 'laptop',
    title: 'Power, firmware and touchpad of a laptop',
    description:
      'A module beside the configuration of a laptop: power profiles, firmware updates, Bluetooth, what closing the lid does.',
    kind: 'nixos',
    category: 'laptop',
    tags: ['power', 'bluetooth', 'firmware'],
    features: ['power profiles', 'firmware updates by fwupd', 'what the lid does'],
    requires: ['a battery'],
    notes: ['On Intel, add services.thermald.enable; laptop-tlp is the other way to save power.'],
    next: ['sudo nixos-rebuild switch', 'fwupdmgr get-updates'],
    from: '25.11',
    variables: [
      text('lid', 'What closing the lid does on battery', {
        default: 'suspend',
        choices: ['suspend', 'hibernate', 'lock', 'ignore'],
      }),
    ],
    source: `{ ... }:
{
  services.power-profiles-daemon.enable = true;
  services.upower.enable = true;
  services.fwupd.enable = true;
  services.libinput.enable = true;

  services.logind.settings.Login = {
    HandleLidSwitch = @lid@;
    HandleLidSwitchExternalPower = "lock";
  };

  hardware.bluetooth.enable = true;
  hardware.bluetooth.powerOnBoot = false;
}
`,
  },
  {
    id: 'laptop-tlp',
    title: 'Long battery life with TLP',
    description: 'TLP in the place of power profiles, charge thresholds, and trimming of the disk.',
    kind: 'nixos',
    category: 'laptop',
    tags: ['power', 'tlp', 'battery', 'thinkpad'],
    features: ['TLP', 'the battery charged up to a limit', 'weekly trim of SSDs'],
    requires: ['a battery; charge limits need a laptop whose firmware has them (ThinkPads do)'],
    notes: [
      'Desktops switch power-profiles-daemon on; here it is switched off, for the two exclude each other.',
    ],
    next: ['sudo nixos-rebuild switch', 'sudo tlp-stat --battery'],
    variables: [
      {
        name: 'chargeUpTo',
        description: 'Per cent at which charging stops',
        type: 'integer',
        default: 80,
        min: 50,
        max: 100,
      },
    ],
    source: `{ ... }:
{
  services.tlp = {
    enable = true;
    settings = {
      CPU_ENERGY_PERF_POLICY_ON_BAT = "balance_power";
      STOP_CHARGE_THRESH_BAT0 = @chargeUpTo@;
    };
  };
  services.power-profiles-daemon.enable = false;
  services.fstrim.enable = true;
}
`,
  },
  {
    id: 'laptop-hybrid-nvidia',
    title: 'Laptop with Intel and NVIDIA graphics',
    description:
      'The Intel card draws, the NVIDIA card wakes for programs that are started with nvidia-offload.',
    kind: 'nixos',
    category: 'laptop',
    tags: ['nvidia', 'prime', 'optimus', 'intel'],
    features: ['PRIME offload', 'the NVIDIA card off when it is idle'],
    requires: ['an Intel and an NVIDIA card (GTX 16, RTX 20 or later) in one machine'],
    notes: [
      'NVIDIA’s driver is unfree: the module allows unfree packages for the whole machine.',
      'A card before Turing needs open = false and no finegrained power management.',
    ],
    next: ['sudo nixos-rebuild boot, then reboot', 'nvidia-offload glxinfo -B'],
    variables: [bus('intelBusId', 'Intel', 'PCI:0:2:0'), bus('nvidiaBusId', 'NVIDIA', 'PCI:1:0:0')],
    source: `{ ... }:
{
  nixpkgs.config.allowUnfree = true;
  services.xserver.videoDrivers = [ "nvidia" ];
  hardware.graphics.enable = true;
  hardware.nvidia = {
    open = true;
    powerManagement = {
      enable = true;
      finegrained = true;
    };
    prime = {
      offload.enable = true;
      offload.enableOffloadCmd = true;
      intelBusId = @intelBusId@;
      nvidiaBusId = @nvidiaBusId@;
    };
  };
}
`,
  },
  {
    id: 'laptop-hybrid-amd-nvidia',
    title: 'Laptop with AMD and NVIDIA graphics',
    description:
      'The AMD card draws, the NVIDIA card wakes for programs that are started with nvidia-offload.',
    kind: 'nixos',
    category: 'laptop',
    tags: ['nvidia', 'prime', 'amd', 'radeon'],
    features: ['PRIME offload', 'the NVIDIA card off when it is idle'],
    requires: ['an AMD and an NVIDIA card (GTX 16, RTX 20 or later) in one machine'],
    notes: ['NVIDIA’s driver is unfree: the module allows unfree packages for the whole machine.'],
    next: ['sudo nixos-rebuild boot, then reboot', 'nvidia-offload glxinfo -B'],
    variables: [bus('amdgpuBusId', 'AMD', 'PCI:5:0:0'), bus('nvidiaBusId', 'NVIDIA', 'PCI:1:0:0')],
    source: `{ ... }:
{
  nixpkgs.config.allowUnfree = true;
  services.xserver.videoDrivers = [ "nvidia" ];
  hardware.graphics.enable = true;
  hardware.nvidia = {
    open = true;
    powerManagement = {
      enable = true;
      finegrained = true;
    };
    prime = {
      offload.enable = true;
      offload.enableOffloadCmd = true;
      amdgpuBusId = @amdgpuBusId@;
      nvidiaBusId = @nvidiaBusId@;
    };
  };
}
`,
  },
  {
    id: 'laptop-swap',
    title: 'Compressed swap, and a kind end when memory runs out',
    description:
      'zram in the place of a swap partition, and the greediest program ended before the machine freezes.',
    kind: 'nixos',
    category: 'laptop',
    tags: ['zram', 'swap', 'memory', 'earlyoom'],
    features: ['zram swap', 'earlyoom'],
    notes: ['Hibernation needs a swap partition or file on disk, which this is not.'],
    next: ['sudo nixos-rebuild switch', 'swapon --show'],
    variables: [
      {
        name: 'percent',
        description: 'How much of the memory zram may hold, in per cent',
        type: 'integer',
        default: 50,
        min: 10,
        max: 150,
      },
    ],
    source: `{ ... }:
{
  zramSwap = {
    enable = true;
    memoryPercent = @percent@;
  };
  services.earlyoom.enable = true;
}
`,
  },
];
