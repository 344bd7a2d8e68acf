import type { HealthCheck } from '@nixai/api';
import { fieldsOf } from '../../machine/fields.js';

export const clock: HealthCheck = {
  id: 'time.sync',
  title: 'Clock',
  group: 'network',
  about:
    '`timedatectl`: whether the clock is kept by a server. With a wrong one certificates are refused, and logs lie.',
  needs: ['running', 'systemd'],
  levels: { minor: 'nothing keeps the clock' },
  async run(machine) {
    const fields = fieldsOf(await machine.say(['timedatectl', 'show']));
    if (fields.get('NTPSynchronized') === 'yes')
      return [{ status: 'ok', summary: 'kept by a time server' }];
    if (fields.get('NTPSynchronized') === undefined)
      return [{ status: 'unknown', summary: 'timedatectl does not say' }];
    const on = fields.get('NTP') === 'yes';
    return [
      {
        status: 'minor',
        summary: on ? 'a time server is set, and none was reached' : 'nothing keeps it',
        ...(!on && {
          fix: {
            title: 'Have it kept',
            code: 'services.timesyncd.enable = true;',
            language: 'nix' as const,
          },
        }),
      },
    ];
  },
};
