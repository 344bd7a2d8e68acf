import { is, on, set, type OptionGroup } from './group.js';

/** Boot, accounts, disks, time, containers. */
export const systemGroups: readonly OptionGroup[] = [
  {
    oneOf: [
      on('boot.loader.systemd-boot.enable'),
      on('boot.loader.grub.enable'),
      on('boot.loader.refind.enable'),
      on('boot.loader.limine.enable'),
      on('boot.loader.generic-extlinux-compatible.enable'),
      on('boot.lanzaboote.enable'),
    ],
    why: 'A machine has one boot loader.',
  },
  {
    oneOf: [
      on('boot.loader.grub.efiInstallAsRemovable'),
      on('boot.loader.efi.canTouchEfiVariables'),
    ],
    why: 'A boot loader that is found without the firmware’s variables must not touch them: NixOS refuses both.',
  },
  {
    oneOf: [on('security.sudo.enable'), on('security.sudo-rs.enable')],
    why: 'Both are the command `sudo`: NixOS refuses both.',
  },
  {
    oneOf: [on('virtualisation.docker.enable'), on('virtualisation.podman.dockerCompat')],
    why: 'Podman’s `docker` stands in the place of Docker’s: NixOS refuses both.',
  },
  {
    oneOf: [on('virtualisation.docker.enable'), on('virtualisation.podman.dockerSocket.enable')],
    why: 'Podman’s socket stands in the place of Docker’s: NixOS refuses both.',
  },
  {
    oneOf: [
      on('services.chrony.enable'),
      on('services.ntp.enable'),
      on('services.openntpd.enable'),
      on('services.timesyncd.enable'),
      on('services.ntpd-rs.enable'),
    ],
    why: 'Two programs would set the clock.',
  },
  {
    oneOf: [on('programs.nh.clean.enable'), on('nix.gc.automatic')],
    why: 'nh cleans up generations, and so does nix.gc: the two undo what the other keeps.',
  },
  {
    oneOf: [set('users.motd'), set('programs.rust-motd.settings')],
    why: 'Both are the message at login: rust-motd writes over users.motd in SSH.',
  },
  {
    oneOf: [
      on('services.chrony.enableRTCTrimming'),
      is('services.chrony.extraConfig', '"rtcsync"'),
    ],
    why: 'chrony trims the clock of the board or copies to it: NixOS refuses both.',
  },
  {
    when: is('boot.supportedFilesystems.zfs', 'true'),
    needs: [set('networking.hostId')],
    why: 'ZFS needs networking.hostId, eight hexadecimal digits of this machine alone: NixOS refuses it without.',
  },
  {
    when: { kind: 'has', path: 'boot.supportedFilesystems', item: '"zfs"' },
    needs: [set('networking.hostId')],
    why: 'ZFS needs networking.hostId, eight hexadecimal digits of this machine alone: NixOS refuses it without.',
  },
  {
    when: is('users.mutableUsers', 'false'),
    needs: [set('users.users')],
    why: 'With users.mutableUsers = false nobody can log in whose password or key the configuration does not say.',
  },
  {
    when: is('services.upower.criticalPowerAction', '"Ignore"'),
    needs: [on('services.upower.allowRiskyCriticalPowerAction')],
    why: 'An empty battery that is ignored loses data: NixOS wants services.upower.allowRiskyCriticalPowerAction for that.',
  },
  {
    when: is('services.upower.criticalPowerAction', '"Suspend"'),
    needs: [on('services.upower.allowRiskyCriticalPowerAction')],
    why: 'A machine that suspends with an empty battery loses data: NixOS wants services.upower.allowRiskyCriticalPowerAction for that.',
  },
  {
    when: on('services.nextcloud.enable'),
    needs: [set('services.nextcloud.config.dbtype')],
    why: 'Since NixOS 25.05 Nextcloud has no default for services.nextcloud.config.dbtype.',
  },
  {
    when: on('services.grafana.enable'),
    needs: [set('services.grafana.settings.security.secret_key')],
    why: 'Since NixOS 26.05 Grafana has no default for services.grafana.settings.security.secret_key.',
  },
];
