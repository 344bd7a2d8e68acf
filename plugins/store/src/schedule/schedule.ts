import { ExitCode, NixaiError } from '@nixai/api';

export interface Schedule {
  /** As systemd's OnCalendar. */
  readonly when: string;
  /** The words after `nixai store backup`. */
  readonly words: readonly string[];
}

const name = 'nixai-store-backup';

/** A module for NixOS. Passwords are named by their file, and never in it. */
export function nixosModule({ when, words }: Schedule): string {
  const script = ['exec nixai store backup', ...words.map(shellQuoted)].join(' ');
  return `{ pkgs, ... }:
{
  systemd.services.${name} = {
    description = "Backup of this machine by nixai";
    wants = [ "network-online.target" ];
    after = [ "network-online.target" ];
    path = [ "/run/current-system/sw" pkgs.nix pkgs.restic pkgs.gnutar pkgs.coreutils pkgs.openssh ];
    environment.HOME = "/root";
    serviceConfig = {
      Type = "oneshot";
      Nice = 10;
      IOSchedulingClass = "idle";
    };
    script = ${nixQuoted(script)};
  };
  systemd.timers.${name} = {
    wantedBy = [ "timers.target" ];
    timerConfig = {
      OnCalendar = ${nixQuoted(when)};
      Persistent = true;
      RandomizedDelaySec = "15m";
    };
  };
}
`;
}

/** The same as two unit files, for a machine that is not NixOS. */
export function systemdUnits({ when, words }: Schedule): string {
  const start = ['nixai', 'store', 'backup', ...words].map(unitQuoted).join(' ');
  return `# /etc/systemd/system/${name}.service
[Unit]
Description=Backup of this machine by nixai
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
Environment=HOME=/root
Nice=10
IOSchedulingClass=idle
ExecStart=/usr/bin/env ${start}

# /etc/systemd/system/${name}.timer
[Timer]
OnCalendar=${when}
Persistent=true
RandomizedDelaySec=15m

[Install]
WantedBy=timers.target
`;
}

/** @throws NixaiError for a word that could end the line that it stands in. */
export function checked(schedule: Schedule): Schedule {
  const odd = [schedule.when, ...schedule.words].find((word) => /[\n\r\0]/.test(word));
  if (odd !== undefined)
    throw new NixaiError({
      code: 'usage',
      what: 'a word with a line break cannot be in a unit',
      exitCode: ExitCode.usage,
    });
  return schedule;
}

const shellQuoted = (word: string): string =>
  /^[\w./:@=,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const nixQuoted = (text: string): string =>
  `"${text.replace(/[\\"]/g, '\\$&').replaceAll('${', '\\${')}"`;

/** systemd's own quoting; % and $ are its own. */
const unitQuoted = (word: string): string => {
  const escaped = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w./:@=,+%$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/[\\"]/g, '\\$&')}"`;
};
