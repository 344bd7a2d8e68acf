import { healthLevelOf, type HealthCheck, type HealthReading } from '@nixai/api';
import { bytes } from '../../machine/fields.js';
import { listUnits, numberOf, showUnits } from './units.js';

export const unitMemory: HealthCheck = {
  id: 'unit.memory',
  title: 'Memory of services',
  group: 'services',
  about:
    "A service's memory against its own limit (`MemoryMax`, `MemoryHigh`). Services without a limit are not judged: nobody knows what is much for them.",
  needs: ['running', 'systemd'],
  thresholds: { of: 'its own limit', unit: '%', minor: 90 },
  async run(machine, limits) {
    const units = (await listUnits(machine, '--type=service', '--state=running')).map(
      ({ unit }) => unit,
    );
    if (units.length === 0) return [];
    const all = await showUnits(machine, units, ['MemoryCurrent', 'MemoryMax', 'MemoryHigh']);
    const limited = all.flatMap((fields): HealthReading[] => {
      const used = numberOf(fields.get('MemoryCurrent'));
      const bounds = [fields.get('MemoryMax'), fields.get('MemoryHigh')]
        .map(numberOf)
        .filter((one) => one !== undefined);
      if (used === undefined || bounds.length === 0) return [];
      const bound = Math.min(...bounds);
      if (bound === 0) return [];
      const share = Math.round((used / bound) * 100);
      const status = healthLevelOf(share, limits);
      const summary = `${bytes(used)} of ${bytes(bound)} (${share} %)`;
      return [{ status, target: fields.get('Id') ?? '', summary, value: share, unit: '%' }];
    });
    const high = limited.filter(({ status }) => status !== 'ok');
    if (high.length > 0) return high;
    return [{ status: 'ok', summary: `${limited.length} with a limit, each below it` }];
  },
};
