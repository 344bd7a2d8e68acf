import { healthLevelOf, type HealthCheck, type HealthReading } from '@nixai/api';

const folder = '/sys/class/power_supply';

export const battery: HealthCheck = {
  id: 'hardware.battery',
  title: 'Battery',
  group: 'hardware',
  about:
    'What a full battery still holds of what it held when it was new (/sys/class/power_supply).',
  profiles: ['desktop'],
  thresholds: { of: 'what it held when new', unit: '%', below: true, minor: 60, major: 30 },
  async run(machine, limits) {
    const readings: HealthReading[] = [];
    for (const name of await machine.list(folder)) {
      if ((await machine.read(`${folder}/${name}/type`))?.trim() !== 'Battery') continue;
      const [full, design] = await Promise.all([number(name, 'full'), number(name, 'full_design')]);
      if (full === undefined || design === undefined || design === 0) continue;
      const share = Math.round((full / design) * 100);
      readings.push({
        status: healthLevelOf(share, limits),
        target: name,
        summary: `holds ${share} % of what it held when new`,
        value: share,
        unit: '%',
      });
    }
    return readings.length > 0
      ? readings
      : [{ status: 'skipped', summary: 'no battery that says so' }];

    async function number(name: string, what: string): Promise<number | undefined> {
      for (const of of ['energy', 'charge']) {
        const value = Number((await machine.read(`${folder}/${name}/${of}_${what}`)) ?? NaN);
        if (Number.isFinite(value)) return value;
      }
      return undefined;
    }
  },
};
