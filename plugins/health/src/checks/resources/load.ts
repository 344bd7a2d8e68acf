import { healthLevelOf, type HealthCheck } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

export const load: HealthCheck = {
  id: 'resources.load',
  title: 'Load',
  group: 'resources',
  about: 'The load of the last 15 minutes (/proc/loadavg) for each processor that Linux has.',
  thresholds: { of: 'load a processor over 15 minutes', unit: '', minor: 2, major: 5 },
  async run(machine, limits) {
    const text = await machine.read('/proc/loadavg');
    const average = Number(text?.split(' ')[2] ?? NaN);
    const count = processors(await machine.read('/proc/stat'));
    if (!Number.isFinite(average) || count === 0) throw new NotTold('/proc/loadavg says nothing');
    const each = Math.round((average / count) * 100) / 100;
    const summary = `${average} over 15 minutes, ${count === 1 ? 'one processor' : `${count} processors`}`;
    return [{ status: healthLevelOf(each, limits), summary, value: each, unit: '' }];
  },
};

const processors = (stat: string | undefined): number => stat?.match(/^cpu\d+ /gm)?.length ?? 0;
