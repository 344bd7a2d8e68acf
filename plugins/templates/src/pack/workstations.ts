import type { NixTemplate } from '@nixai/api';
import { text, userName, whether } from './variables.js';

/** Machines to make things with. */
export const workstations: readonly NixTemplate[] = [
  {
    id: 'development',
    title: 'Machine to develop on',
    description:
      'Podman in the place of Docker, direnv with nix-direnv, git, flakes, and a store that is cleaned each week.',
    kind: 'nixos',
    category: 'workstation',
    tags: ['podman', 'direnv', 'git', 'flakes', 'development'],
    features: [
      'flakes',
      'direnv with nix-direnv',
      'Podman as `docker`',
      'a store that does not grow for ever',
    ],
    next: ['sudo nixos-rebuild switch', 'nix flake init --template templates#trivial'],
    variables: [
      text('collect', 'What the weekly clean-up of the store is told', {
        default: '--delete-older-than 30d',
        pattern: /--delete-older-than [1-9]\d{0,3}d/,
      }),
    ],
    source: `{ pkgs, ... }:
{
  nix.settings.experimental-features = [ "nix-command" "flakes" ];
  nix.gc = {
    automatic = true;
    dates = "weekly";
    options = @collect@;
  };
  nix.optimise.automatic = true;

  programs.git.enable = true;
  programs.direnv.enable = true;

  virtualisation.podman = {
    enable = true;
    dockerCompat = true;
    defaultNetwork.settings.dns_enabled = true;
  };

  environment.systemPackages = with pkgs; [ ripgrep fd jq ];
}
`,
  },
  {
    id: 'foreign-binaries',
    title: 'Run programs that were not built for NixOS',
    description: 'nix-ld for programs with a foreign loader, and AppImages by their name.',
    kind: 'nixos',
    category: 'workstation',
    tags: ['nix-ld', 'appimage', 'vscode', 'binaries'],
    features: ['nix-ld with the usual libraries', 'AppImages'],
    notes: [
      'What a program lacks still is named in its error; add the library to programs.nix-ld.libraries.',
    ],
    next: ['sudo nixos-rebuild switch'],
    variables: [],
    source: `{ pkgs, ... }:
{
  programs.nix-ld = {
    enable = true;
    libraries = with pkgs; [ stdenv.cc.cc zlib openssl curl ];
  };
  programs.appimage = {
    enable = true;
    binfmt = true;
  };
}
`,
  },
  {
    id: 'virtual-machines',
    title: 'Virtual machines with libvirt',
    description: 'libvirt and virt-manager, a TPM for guests, and USB devices passed on to them.',
    kind: 'nixos',
    category: 'workstation',
    tags: ['libvirt', 'qemu', 'kvm', 'virt-manager'],
    features: ['virt-manager', 'a TPM for guests', 'USB redirection'],
    requires: ['a processor with VT-x or AMD-V, switched on in the firmware'],
    notes: ['Who is in the group libvirtd can do on this machine what root can.'],
    next: ['sudo nixos-rebuild switch', 'Log out and in, then start virt-manager.'],
    variables: [userName],
    source: `{ ... }:
{
  virtualisation.libvirtd = {
    enable = true;
    qemu.swtpm.enable = true;
  };
  programs.virt-manager.enable = true;
  virtualisation.spiceUSBRedirection.enable = true;
  users.users.@userName@.extraGroups = [ "libvirtd" ];
}
`,
  },
  {
    id: 'audio-production',
    title: 'Low-latency audio',
    description: 'PipeWire with JACK, a fixed small buffer, and the right to run in real time.',
    kind: 'nixos',
    category: 'workstation',
    tags: ['jack', 'pipewire', 'midi', 'daw'],
    features: [
      'JACK programs over PipeWire',
      'a fixed quantum',
      'real-time priority for the group audio',
    ],
    next: ['sudo nixos-rebuild switch', 'pw-top shows the quantum that is in use.'],
    variables: [
      userName,
      {
        name: 'quantum',
        description: 'Samples of a buffer: fewer answer sooner and drop out sooner',
        type: 'integer',
        default: 256,
        min: 16,
        max: 8192,
      },
    ],
    source: `{ ... }:
{
  security.rtkit.enable = true;
  services.pipewire = {
    enable = true;
    alsa.enable = true;
    pulse.enable = true;
    jack.enable = true;
    extraConfig.pipewire."92-latency"."context.properties" = {
      "default.clock.rate" = 48000;
      "default.clock.quantum" = @quantum@;
    };
  };
  security.pam.loginLimits = [
    { domain = "@audio"; item = "rtprio"; type = "-"; value = "95"; }
    { domain = "@audio"; item = "memlock"; type = "-"; value = "unlimited"; }
  ];
  users.users.@userName@.extraGroups = [ "audio" ];
}
`,
  },
  {
    id: 'machine-learning',
    from: '25.11',
    title: 'Models on an NVIDIA card',
    description: 'NVIDIA’s driver, the card in containers, and Ollama on loopback.',
    kind: 'nixos',
    category: 'workstation',
    tags: ['nvidia', 'cuda', 'ollama', 'podman', 'ai'],
    features: ['NVIDIA’s driver', 'the card in Podman’s containers', 'Ollama with CUDA'],
    requires: ['an NVIDIA card of the GTX 16 or RTX 20 series or later'],
    notes: [
      'The driver and CUDA are unfree: the module allows unfree packages for the whole machine.',
    ],
    next: ['sudo nixos-rebuild boot, then reboot', 'ollama run NAME'],
    variables: [],
    source: `{ pkgs, ... }:
{
  nixpkgs.config.allowUnfree = true;
  services.xserver.videoDrivers = [ "nvidia" ];
  hardware.graphics.enable = true;
  hardware.nvidia.open = true;
  hardware.nvidia-container-toolkit.enable = true;
  virtualisation.podman.enable = true;
  services.ollama = {
    enable = true;
    package = pkgs.ollama-cuda;
  };
}
`,
  },
  {
    id: 'printing',
    title: 'Print and scan over the network',
    description: 'CUPS, driverless printers found by mDNS, and scanners.',
    kind: 'nixos',
    category: 'workstation',
    tags: ['cups', 'printer', 'scanner', 'avahi'],
    features: ['driverless printing', 'scanners that speak eSCL'],
    requires: ['a printer or a scanner on the network'],
    next: ['sudo nixos-rebuild switch', 'lpstat -v'],
    variables: [
      userName,
      whether('openFirewall', 'Let printers answer: opens port 5353 (mDNS) to the network', true),
    ],
    source: `{ pkgs, ... }:
{
  services.printing.enable = true;
  services.avahi = {
    enable = true;
    nssmdns4 = true;
    openFirewall = @openFirewall@;
  };
  hardware.sane = {
    enable = true;
    extraBackends = [ pkgs.sane-airscan ];
  };
  users.users.@userName@.extraGroups = [ "scanner" "lp" ];
}
`,
  },
];
