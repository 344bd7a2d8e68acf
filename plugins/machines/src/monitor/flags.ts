import { ExitCode, NixaiError, flag, type Values } from '@nixai/api';
import { registryFlags, writeFlags } from '../registry/flags.js';
import { selectorFlags } from '../select/selector.js';
import { timerFlags } from '../timers/timers.js';
import { monitoredSeverities } from './observed.js';

const helpGroup = 'ALERT';
const timer = 'TIMER';

/** What all monitors take. */
export const monitorFlags = {
  schedule: flag.string('When: daily, hourly, "Mon *-*-* 03:00", or a line of cron', {
    default: 'daily',
    helpGroup: timer,
  }),
  name: flag.string('What it is called, where there are several', { helpGroup: timer }),
  ...timerFlags(timer),
  'alert-webhook': flag.string('Post it there', { helpGroup }),
  'webhook-secret-file': flag.string(
    'Sign it with the text of this file, without the space around it (HMAC-SHA256)',
    {
      dependsOn: ['alert-webhook'],
      helpGroup,
    },
  ),
  'alert-mail': flag.strings('Mail it to this address, by sendmail', { helpGroup }),
  'alert-command': flag.string('Run this in a shell, with it as JSON on stdin', { helpGroup }),
  severity: flag.oneOf(monitoredSeverities, 'Tell of this severity and above', {
    default: 'low',
    helpGroup,
  }),
  ...selectorFlags,
  ...registryFlags,
  ...writeFlags,
};
export type MonitorFlags = Values<typeof monitorFlags>;

/** @throws NixaiError `usage` for an address that is none: it stands in the head of a mail. */
export function checkedMail(addresses: readonly string[]): readonly string[] {
  const odd = addresses.find((one) => !/^[\w.+-]+@[\w.-]+$/.test(one));
  if (odd === undefined) return addresses;
  throw new NixaiError({
    code: 'usage',
    what: `${JSON.stringify(odd)} is no address for a mail`,
    hint: '--alert-mail ada@example.org',
    exitCode: ExitCode.usage,
  });
}
