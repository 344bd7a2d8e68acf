import { healthLevelOf, type HealthCheck, type HealthReading } from '@nixai/api';

const kinds = [
  ['memory', 'memory'],
  ['io', 'disks'],
  ['cpu', 'processors'],
] as const;

export const pressure: HealthCheck = {
  id: 'resources.pressure',
  title: 'Pressure',
  group: 'resources',
  about:
    'Pressure stall information (/proc/pressure, `avg300`): the share of the last five minutes in which work stood still for want of memory, disks or processors.',
  thresholds: { of: 'time in which work stood still', unit: '%', minor: 10, major: 40 },
  async run(machine, limits) {
    const readings: HealthReading[] = [];
    for (const [file, name] of kinds) {
      const text = await machine.read(`/proc/pressure/${file}`);
      const line = /^full .*/m.exec(text ?? '')?.[0] ?? /^some .*/m.exec(text ?? '')?.[0];
      const value = Number(/avg300=([\d.]+)/.exec(line ?? '')?.[1] ?? NaN);
      if (!Number.isFinite(value)) continue;
      const status = healthLevelOf(value, limits);
      readings.push({
        status,
        target: name,
        summary: `${value} % of five minutes`,
        value,
        unit: '%',
      });
    }
    return readings.length > 0
      ? readings
      : [{ status: 'skipped', summary: 'this kernel has no pressure stall information' }];
  },
};
