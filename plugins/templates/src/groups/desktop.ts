import { has, on, set, type OptionGroup } from './group.js';

/** Sound, screens, sessions, graphics. */
export const desktopGroups: readonly OptionGroup[] = [
  {
    oneOf: [
      on('services.pulseaudio.enable'),
      on('hardware.pulseaudio.enable'),
      on('services.pipewire.pulse.enable'),
    ],
    why: 'PipeWire’s PulseAudio server and PulseAudio are the same socket: NixOS refuses both.',
  },
  {
    oneOf: [on('services.jack.jackd.enable'), on('services.pipewire.jack.enable')],
    why: 'PipeWire’s JACK and jackd are the same server: NixOS refuses both.',
  },
  {
    oneOf: [
      on('services.displayManager.gdm.enable'),
      on('services.xserver.displayManager.gdm.enable'),
      on('services.displayManager.sddm.enable'),
      on('services.xserver.displayManager.lightdm.enable'),
      on('services.displayManager.cosmic-greeter.enable'),
      on('services.displayManager.ly.enable'),
      on('services.greetd.enable'),
    ],
    why: 'Each display manager wants to be the one that logs people in.',
  },
  {
    oneOf: [
      on('services.desktopManager.gnome.enable'),
      on('services.xserver.desktopManager.gnome.enable'),
      on('services.desktopManager.plasma6.enable'),
    ],
    why: 'GNOME and Plasma both give SSH its password dialog: NixOS refuses that until programs.ssh.askPassword says which (mkForce).',
  },
  {
    oneOf: [
      on('services.xserver.desktopManager.plasma5.enable'),
      on('services.desktopManager.plasma6.enable'),
    ],
    why: 'Plasma 5 and 6 cannot be together, and 5 is gone since NixOS 25.11.',
  },
  {
    oneOf: [
      on('services.power-profiles-daemon.enable'),
      on('services.tlp.enable'),
      on('services.auto-cpufreq.enable'),
      on('services.tuned.enable'),
    ],
    why: 'Each of them sets the power saving of the processor: NixOS refuses two, or they undo each other.',
  },
  {
    oneOf: [
      on('programs.ssh.startAgent'),
      on('programs.gnupg.agent.enableSSHSupport'),
      on('services.gnome.gcr-ssh-agent.enable'),
    ],
    why: 'Two agents for SSH keys: NixOS refuses both.',
  },
  {
    oneOf: [
      on('hardware.nvidia.prime.sync.enable'),
      on('hardware.nvidia.prime.offload.enable'),
      on('hardware.nvidia.prime.reverseSync.enable'),
    ],
    why: 'NVIDIA PRIME runs in one mode: NixOS refuses two.',
  },
  {
    oneOf: [set('hardware.nvidia.prime.intelBusId'), set('hardware.nvidia.prime.amdgpuBusId')],
    why: 'PRIME is for one other graphics chip, Intel’s or AMD’s: NixOS refuses both.',
  },
  {
    when: on('hardware.nvidia.prime.offload.enable'),
    needs: [set('hardware.nvidia.prime.nvidiaBusId')],
    why: 'PRIME needs the addresses of both chips (lspci): hardware.nvidia.prime.nvidiaBusId is missing.',
  },
  {
    when: on('hardware.nvidia.prime.sync.enable'),
    needs: [set('hardware.nvidia.prime.nvidiaBusId')],
    why: 'PRIME needs the addresses of both chips (lspci): hardware.nvidia.prime.nvidiaBusId is missing.',
  },
  {
    when: on('hardware.nvidia.prime.offload.enableOffloadCmd'),
    needs: [
      on('hardware.nvidia.prime.offload.enable'),
      on('hardware.nvidia.prime.reverseSync.enable'),
    ],
    why: 'The command nvidia-offload needs PRIME’s offload or reverseSync: NixOS refuses it without.',
  },
  {
    when: on('hardware.nvidia.powerManagement.finegrained'),
    needs: [on('hardware.nvidia.prime.offload.enable')],
    why: 'NVIDIA’s fine-grained power saving needs PRIME’s offload: NixOS refuses it without.',
  },
  {
    when: has('services.xserver.videoDrivers', '"nvidia"'),
    needs: [set('hardware.nvidia.open')],
    why: 'Since driver 560 hardware.nvidia.open has to say which kernel module it is (true from Turing, the 16xx and 20xx cards, on).',
  },
  {
    oneOf: [
      has('services.xserver.videoDrivers', '"nvidia'),
      has('services.xserver.videoDrivers', '"nouveau"'),
    ],
    why: 'nvidia and nouveau drive the same card, and only one can.',
  },
  {
    oneOf: [
      on('hardware.nvidia.datacenter.enable'),
      has('services.xserver.videoDrivers', '"nvidia"'),
    ],
    why: 'The driver for data centres and the one for desktops are not for one machine: NixOS refuses both.',
  },
  {
    when: has('services.xserver.videoDrivers', '"nvidia'),
    needs: [on('nixpkgs.config.allowUnfree'), set('nixpkgs.config.allowUnfreePredicate')],
    why: 'NVIDIA’s driver is unfree: without nixpkgs.config.allowUnfree nothing is built.',
  },
  {
    when: on('programs.steam.enable'),
    needs: [on('nixpkgs.config.allowUnfree'), set('nixpkgs.config.allowUnfreePredicate')],
    why: 'Steam is unfree: without nixpkgs.config.allowUnfree nothing is built.',
  },
  {
    when: on('hardware.enableAllFirmware'),
    needs: [on('nixpkgs.config.allowUnfree'), set('nixpkgs.config.allowUnfreePredicate')],
    why: 'Some firmware is unfree: without nixpkgs.config.allowUnfree NixOS refuses enableAllFirmware.',
  },
  {
    oneOf: [
      on('virtualisation.virtualbox.host.enableKvm'),
      on('virtualisation.virtualbox.host.addNetworkInterface'),
    ],
    why: 'VirtualBox on KVM has no network interface of its own: NixOS refuses both.',
  },
];
