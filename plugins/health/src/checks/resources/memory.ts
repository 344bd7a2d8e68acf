import { healthLevelOf, type HealthCheck, type HealthMachine } from '@nixai/api';
import { bytes } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';

export const memory: HealthCheck = {
  id: 'resources.memory',
  title: 'Memory',
  group: 'resources',
  about: '`MemAvailable` of /proc/meminfo: what programs can still have without swapping.',
  thresholds: { of: 'memory that is available', unit: '%', below: true, minor: 10, major: 5 },
  async run(machine, limits) {
    const { total, available } = await readMemory(machine);
    const share = Math.round((available / total) * 100);
    const summary = `${bytes(available)} of ${bytes(total)} available (${share} %)`;
    return [{ status: healthLevelOf(share, limits), summary, value: share, unit: '%' }];
  },
};

export const swap: HealthCheck = {
  id: 'resources.swap',
  title: 'Swap',
  group: 'resources',
  about: '/proc/meminfo: swap that is nearly full is the last warning before programs are killed.',
  thresholds: { of: 'swap in use', unit: '%', minor: 80, major: 95 },
  async run(machine, limits) {
    const { swapTotal, swapFree } = await readMemory(machine);
    if (swapTotal === 0) return [{ status: 'skipped', summary: 'there is no swap' }];
    const share = Math.round(((swapTotal - swapFree) / swapTotal) * 100);
    const summary = `${bytes(swapTotal - swapFree)} of ${bytes(swapTotal)} in use (${share} %)`;
    return [{ status: healthLevelOf(share, limits), summary, value: share, unit: '%' }];
  },
};

/** In bytes. */
function readMemory(machine: HealthMachine) {
  return machine.once('meminfo', async () => {
    const text = await machine.read('/proc/meminfo');
    if (text === undefined) throw new NotTold('there is no /proc/meminfo');
    const field = (name: string): number | undefined => {
      const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
      return found === undefined ? undefined : Number(found) * 1024;
    };
    const total = field('MemTotal');
    const available = field('MemAvailable');
    if (total === undefined || total === 0 || available === undefined)
      throw new NotTold('/proc/meminfo does not say how much memory there is');
    return {
      total,
      available,
      swapTotal: field('SwapTotal') ?? 0,
      swapFree: field('SwapFree') ?? 0,
    };
  });
}
