import { resolve } from 'node:path';
import { ExitCode, NixaiError, defineCommand, flag, schema } from '@nixai/api';
import { keepFlags } from '../../forget/flags.js';
import { placeFlags } from '../../place/flags.js';

const { object, string, oneOf } = schema;

export default defineCommand({
  summary: 'Print a timer that backs up this machine',
  description: `A module for NixOS, or unit files for systemd. Nothing is installed: put it into the configuration.
Passwords are named by their file, and are not in it.`,
  examples: [
    '<%= config.bin %> store schedule --print --repo /srv/restic --password-file /etc/secrets/restic --keep-daily 7',
  ],
  effects: [],
  output: object({ format: oneOf('nixos', 'systemd'), text: string }),
  flags: {
    print: flag.boolean('Print it'),
    at: flag.string('When, as systemd or cron says it: daily, Mon *-*-* 03:00', {
      default: 'daily',
    }),
    format: flag.oneOf(['nixos', 'systemd'], 'A module for NixOS, or unit files', {
      default: 'nixos',
    }),
    scope: flag.string('What of it: system,users,config,state'),
    ...keepFlags,
    repo: placeFlags.repo,
    'password-file': placeFlags['password-file'],
    staging: placeFlags.staging,
  },
  async run({ flags, host }) {
    const { calendarOf } = await import('@nixai/machine/timer');
    const { nixosModule, systemdUnits } = await import('../../schedule/schedule.js');
    const { hasPlace } = await import('../../place/flags.js');
    if (flags.print !== true)
      throw new NixaiError({
        code: 'usage',
        what: 'nixai installs no timer by itself',
        hint: 'nixai store schedule --print',
        exitCode: ExitCode.usage,
      });
    if (!(await hasPlace({ host, flags }))) throw (await import('../../faults.js')).noPlace();
    const { print: _, at, format, ...rest } = flags;
    const words = Object.entries(rest)
      .filter(([name, value]) => value !== undefined && !isGlobal.has(name))
      .flatMap(([name, value]) => [`--${name}`, absolute(name, String(value))]);
    const keeps = words.some((word) => word.startsWith('--keep-'));
    const schedule = { when: calendarOf(at), words: keeps ? [...words, '--yes'] : words };
    const text = format === 'nixos' ? nixosModule(schedule) : systemdUnits(schedule);
    return { format, text };
  },
  render: ({ text }) => text.trimEnd(),
});

/** A timer runs in no folder of yours. */
function absolute(name: string, value: string): string {
  const isPath = ['repo', 'password-file', 'staging'].includes(name);
  return isPath && !/^[a-z0-9]+:/.test(value) ? resolve(value) : value;
}

const isGlobal = new Set(['json', 'quiet', 'offline', 'debug', 'no-color', 'log-level']);
