import { healthLevelOf, type HealthCheck, type HealthReading } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { listUnits, numberOf, showUnits } from './units.js';

export const flapping: HealthCheck = {
  id: 'unit.flapping',
  title: 'Restarts',
  group: 'services',
  about:
    'How often systemd had to start a service again by itself. A unit that comes back each time hides that it falls.',
  needs: ['running', 'systemd'],
  thresholds: { of: 'restarts', unit: '', minor: 3, major: 20 },
  async run(machine, limits) {
    const units = (await listUnits(machine, '--type=service')).map(({ unit }) => unit);
    if (units.length === 0) return [{ status: 'ok', summary: 'no services' }];
    const all = await showUnits(machine, units, ['NRestarts']);
    const readings = all.flatMap((fields): HealthReading[] => {
      const unit = fields.get('Id') ?? '';
      const restarts = numberOf(fields.get('NRestarts')) ?? 0;
      const status = healthLevelOf(restarts, limits);
      if (status === 'ok') return [];
      const fix = {
        title: 'See why it ends',
        code: `journalctl -b -u ${unit} | nixai diagnose`,
        language: 'sh' as const,
      };
      return [
        {
          status,
          target: unit,
          summary: `started again ${plural(restarts, 'time')}`,
          value: restarts,
          unit: '',
          fix,
        },
      ];
    });
    return readings.length > 0
      ? readings
      : [
          {
            status: 'ok',
            summary: `none of ${plural(units.length, 'service')} is restarted again and again`,
          },
        ];
  },
};
