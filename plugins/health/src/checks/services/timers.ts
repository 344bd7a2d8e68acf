import type { HealthCheck, HealthReading } from '@nixai/api';
import { plural, recordsOf, textIn } from '../../machine/fields.js';

/** systemd itself may be late by this: `AccuracySec`, and a machine that slept. */
const patience = 60 * 60 * 1000;

export const timers: HealthCheck = {
  id: 'timer.missed',
  title: 'Timers',
  group: 'services',
  about:
    'Timers whose next run lies in the past: what they should have done has not been done. That is how garbage collection and backups stop without a word.',
  needs: ['running', 'systemd'],
  levels: { minor: 'a timer should have run an hour ago or longer' },
  async run(machine) {
    const all = recordsOf(
      await machine.json(['systemctl', 'list-timers', '--all', '--output=json']),
      'systemctl',
    );
    const late = all.flatMap((timer): HealthReading[] => {
      const next = microseconds(timer['next']);
      const unit = textIn(timer, 'unit');
      if (next === undefined || machine.now.getTime() - next < patience) return [];
      return [
        {
          status: 'minor',
          target: unit,
          summary: `should have run at ${new Date(next).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
          fix: { title: 'See what holds it', code: `systemctl status ${unit}`, language: 'sh' },
        },
      ];
    });
    return late.length > 0
      ? late
      : [{ status: 'ok', summary: `${plural(all.length, 'timer')} on time` }];
  },
};

/** Systemd says microseconds since 1970; 0 where it never runs by the clock. */
function microseconds(value: unknown): number | undefined {
  const count = typeof value === 'number' ? value : Number(value ?? NaN);
  return Number.isFinite(count) && count > 0 && count < 2 ** 62 ? count / 1000 : undefined;
}
