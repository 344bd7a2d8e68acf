import { timerModule, timerUnits, type Timer } from '@nixai/machine/timer';

export interface Schedule {
  /** As systemd's OnCalendar. */
  readonly when: string;
  /** The words after `nixai store backup`. */
  readonly words: readonly string[];
}

const name = 'nixai-store-backup';

const timerOf = ({ when, words }: Schedule): Timer => ({
  name,
  description: 'Backup of this machine by nixai',
  argv: ['nixai', 'store', 'backup', ...words],
  when,
  environment: { HOME: '/root' },
  service: { Nice: '10', IOSchedulingClass: 'idle' },
  delay: '15m',
  packages: ['pkgs.nix', 'pkgs.restic', 'pkgs.gnutar', 'pkgs.coreutils', 'pkgs.openssh'],
});

/** A module for NixOS. Passwords are named by their file, and never in it. */
export const nixosModule = (schedule: Schedule): string => timerModule(timerOf(schedule));

/** The same as two unit files, for a machine that is not NixOS. */
export function systemdUnits(schedule: Schedule): string {
  const { service, timer } = timerUnits(timerOf(schedule));
  return `# /etc/systemd/system/${name}.service
${service}
# /etc/systemd/system/${name}.timer
${timer}`;
}
