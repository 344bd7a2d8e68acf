import { healthLevelOf, type HealthCheck, type HealthReading } from '@nixai/api';
import { X509Certificate } from 'node:crypto';
import { day, plural } from '../../machine/fields.js';

const folder = '/var/lib/acme';

export const certificates: HealthCheck = {
  id: 'cert.expiry',
  title: 'Certificates',
  group: 'security',
  about: `The certificates of \`security.acme\` (${folder}), by their own date. They are renewed 30 days before; one with fewer left is not renewed as it should be.`,
  needs: ['nixos'],
  thresholds: {
    of: 'days that it still holds',
    unit: 'days',
    below: true,
    minor: 21,
    major: 7,
    critical: 0,
  },
  async run(machine, limits) {
    const names = (await machine.list(folder)).filter((name) => !name.startsWith('.'));
    const readings: HealthReading[] = [];
    for (const name of names) {
      const text = await machine.read(`${folder}/${name}/cert.pem`);
      if (text === undefined) continue;
      readings.push({ target: name, ...judge(text) });
    }
    return readings.length > 0
      ? readings
      : [{ status: 'skipped', summary: 'no certificates of security.acme' }];

    function judge(text: string): Omit<HealthReading, 'target'> {
      let until: number;
      try {
        until = Date.parse(new X509Certificate(text).validTo);
      } catch {
        return { status: 'unknown', summary: 'is no certificate that can be read' };
      }
      const left = Math.floor((until - machine.now.getTime()) / day);
      const status = healthLevelOf(left, limits);
      const summary =
        left < 0 ? `ended ${plural(-left, 'day')} ago` : `holds for ${plural(left, 'day')}`;
      return { status, summary, value: left, unit: 'days' };
    }
  },
};
