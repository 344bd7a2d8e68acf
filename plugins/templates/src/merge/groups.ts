/** Switches of which only one can be on. */
export interface ExclusiveGroup {
  readonly members: readonly string[];
  /** What happens otherwise; a whole sentence. */
  readonly why: string;
}

/** From the assertions of the modules, or from what two services take for themselves alone. */
export const exclusiveGroups: readonly ExclusiveGroup[] = [
  {
    members: ['services.pulseaudio.enable', 'services.pipewire.pulse.enable'],
    why: 'PipeWire’s PulseAudio server and PulseAudio are the same socket: NixOS refuses both.',
  },
  {
    members: ['hardware.pulseaudio.enable', 'services.pipewire.pulse.enable'],
    why: 'PipeWire’s PulseAudio server and PulseAudio are the same socket: NixOS refuses both.',
  },
  {
    members: ['services.jack.jackd.enable', 'services.pipewire.jack.enable'],
    why: 'PipeWire’s JACK and jackd are the same server: NixOS refuses both.',
  },
  {
    members: [
      'services.displayManager.gdm.enable',
      'services.xserver.displayManager.gdm.enable',
      'services.displayManager.sddm.enable',
      'services.xserver.displayManager.lightdm.enable',
      'services.displayManager.cosmic-greeter.enable',
      'services.displayManager.ly.enable',
      'services.greetd.enable',
    ],
    why: 'Each display manager wants to be the one that logs people in.',
  },
  {
    members: [
      'services.power-profiles-daemon.enable',
      'services.tlp.enable',
      'services.auto-cpufreq.enable',
      'services.tuned.enable',
    ],
    why: 'Each of them sets the power saving of the processor: NixOS refuses two, or they undo each other.',
  },
  {
    members: [
      'boot.loader.systemd-boot.enable',
      'boot.loader.grub.enable',
      'boot.loader.generic-extlinux-compatible.enable',
    ],
    why: 'A machine has one boot loader.',
  },
  {
    members: ['networking.wireless.enable', 'networking.wireless.iwd.enable'],
    why: 'wpa_supplicant and iwd want the same radio: NixOS refuses both.',
  },
  {
    members: ['virtualisation.docker.enable', 'virtualisation.podman.dockerCompat'],
    why: 'Podman’s `docker` stands in the place of Docker’s: NixOS refuses both.',
  },
  {
    members: ['virtualisation.docker.enable', 'virtualisation.podman.dockerSocket.enable'],
    why: 'Podman’s socket stands in the place of Docker’s: NixOS refuses both.',
  },
  {
    members: ['security.sudo.enable', 'security.sudo-rs.enable'],
    why: 'Both are the command `sudo`: NixOS refuses both.',
  },
  {
    members: ['programs.ssh.startAgent', 'programs.gnupg.agent.enableSSHSupport'],
    why: 'Two agents for SSH keys: NixOS refuses both.',
  },
  {
    members: ['programs.ssh.startAgent', 'services.gnome.gcr-ssh-agent.enable'],
    why: 'Two agents for SSH keys: NixOS refuses both.',
  },
  {
    members: [
      'services.chrony.enable',
      'services.ntp.enable',
      'services.openntpd.enable',
      'services.timesyncd.enable',
    ],
    why: 'Two programs would set the clock.',
  },
  {
    members: [
      'services.nginx.enable',
      'services.caddy.enable',
      'services.httpd.enable',
      'services.traefik.enable',
    ],
    why: 'Both listen on ports 80 and 443 unless told otherwise: the second one does not start.',
  },
  {
    members: [
      'services.adguardhome.enable',
      'services.unbound.enable',
      'services.dnsmasq.enable',
      'services.blocky.enable',
      'services.coredns.enable',
    ],
    why: 'Both listen on port 53 unless told otherwise: the second one does not start.',
  },
  {
    members: ['hardware.nvidia.prime.sync.enable', 'hardware.nvidia.prime.offload.enable'],
    why: 'NVIDIA PRIME runs in one mode: NixOS refuses both.',
  },
  {
    members: ['networking.networkmanager.enable', 'networking.useNetworkd'],
    why: 'NetworkManager and systemd-networkd would both set up the interfaces.',
  },
];

/** The groups that a switch belongs to. */
export const groupsOf = (path: string): readonly ExclusiveGroup[] =>
  exclusiveGroups.filter(({ members }) => members.includes(path));
