/** The descriptions by which systemd tells of common units, as systemd itself and NixOS write them. */
const units: Readonly<Record<string, string>> = {
  'Apply Kernel Variables': 'systemd-sysctl.service',
  'Bluetooth service': 'bluetooth.service',
  'CUPS Scheduler': 'cups.service',
  'Create System Files and Directories': 'systemd-tmpfiles-setup.service',
  'Create Volatile Files and Directories': 'systemd-tmpfiles-setup.service',
  'Display Manager': 'display-manager.service',
  'Docker Application Container Engine': 'docker.service',
  Firewall: 'firewall.service',
  'Journal Service': 'systemd-journald.service',
  'Load Kernel Modules': 'systemd-modules-load.service',
  'Load/Save OS Random Seed': 'systemd-random-seed.service',
  'Login Service': 'systemd-logind.service',
  'Network Configuration': 'systemd-networkd.service',
  'Network Manager': 'NetworkManager.service',
  'Network Name Resolution': 'systemd-resolved.service',
  'Network Service': 'systemd-networkd.service',
  'Network Time Synchronization': 'systemd-timesyncd.service',
  'Nginx Web Server': 'nginx.service',
  'Nix Daemon': 'nix-daemon.service',
  'Permit User Sessions': 'systemd-user-sessions.service',
  'PostgreSQL Server': 'postgresql.service',
  'Remount Root and Kernel File Systems': 'systemd-remount-fs.service',
  'Rule-based Manager for Device Events and Files': 'systemd-udevd.service',
  'SSH Daemon': 'sshd.service',
  'User Login Management': 'systemd-logind.service',
  'Virtualization daemon': 'libvirtd.service',
  'Wait for udev To Complete Device Initialization': 'systemd-udev-settle.service',
  'X11 Server': 'display-manager.service',
};

/** The unit that a description belongs to; undefined where it is not known. */
export function unitDescribed(description: string): string | undefined {
  const user = /^User Manager for UID (?<id>\d{1,10})$/.exec(description)?.groups?.['id'];
  if (user !== undefined) return `user@${user}.service`;
  const home = /^Home Manager environment for (?<user>[a-z_][\w-]{0,31})$/.exec(description);
  if (home !== null) return `home-manager-${home.groups?.['user'] ?? ''}.service`;
  return Object.hasOwn(units, description) ? units[description] : undefined;
}
