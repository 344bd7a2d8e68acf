import type { HealthCheck, HealthReading } from '@nixai/api';

const folder = '/sys/class/hwmon';

export const temperature: HealthCheck = {
  id: 'hardware.temperature',
  title: 'Temperature',
  group: 'hardware',
  about:
    'Sensors of /sys/class/hwmon against the bound that their maker set; one without a bound is not judged.',
  profiles: ['desktop', 'server'],
  levels: { minor: 'within 5 °C of the bound', major: 'at the bound' },
  async run(machine) {
    const readings: HealthReading[] = [];
    for (const chip of await machine.list(folder)) {
      const name = (await machine.read(`${folder}/${chip}/name`))?.trim() ?? chip;
      const inputs = (await machine.list(`${folder}/${chip}`)).filter((file) =>
        /^temp\d+_input$/.test(file),
      );
      for (const input of inputs) {
        const sensor = `${folder}/${chip}/${input.slice(0, -'_input'.length)}`;
        const value = await degrees(`${sensor}_input`);
        const bound = await degrees(`${sensor}_crit`);
        if (value === undefined || bound === undefined || bound <= 0 || bound > 150) continue;
        const label = (await machine.read(`${sensor}_label`))?.trim() ?? input;
        const status = value >= bound ? 'major' : value >= bound - 5 ? 'minor' : 'ok';
        readings.push({
          status,
          target: `${name} ${label}`,
          summary: `${value} °C, bound ${bound} °C`,
          value,
          unit: '',
        });
      }
    }
    if (readings.length === 0) return [{ status: 'skipped', summary: 'no sensor with a bound' }];
    const hot = readings.filter(({ status }) => status !== 'ok');
    return hot.length > 0
      ? hot
      : [{ status: 'ok', summary: `${readings.length} sensors below their bounds` }];

    async function degrees(path: string): Promise<number | undefined> {
      const value = Number((await machine.read(path).catch(() => undefined)) ?? NaN);
      return Number.isFinite(value) ? Math.round(value / 1000) : undefined;
    }
  },
};
