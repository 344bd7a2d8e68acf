import type { HealthCheck, HealthReading } from '@nixai/api';
import { recordsOf, textIn } from '../../machine/fields.js';
import { onlyRoot } from '../../machine/unknown.js';

export const smart: HealthCheck = {
  id: 'disk.smart',
  title: 'Disks themselves',
  group: 'disk',
  about: 'What the disks say of themselves (`smartctl --health`). Only root may ask them.',
  profiles: ['server', 'desktop'],
  only: 'production',
  needs: ['running'],
  levels: {
    major: 'a disk says that values were out of bounds',
    critical: 'a disk says that it fails',
  },
  async run(machine) {
    const scan = (await machine.json(['smartctl', '--scan', '--json'])) as { devices?: unknown };
    const devices = recordsOf(scan.devices ?? [], 'smartctl').map((one) => textIn(one, 'name'));
    if (devices.length === 0)
      return [{ status: 'skipped', summary: 'no disk that could be asked' }];
    if (!machine.isRoot) throw onlyRoot('what disks say of themselves');
    const readings: HealthReading[] = [];
    for (const device of devices) {
      const { code, stdout } = await machine.run(['smartctl', '--health', '--', device]);
      readings.push({ target: device, ...meaning(code, stdout) });
    }
    return readings;
  },
};

/** The exit code is a set of bits (smartctl(8)). */
function meaning(code: number, stdout: string): Pick<HealthReading, 'status' | 'summary'> {
  if ((code & 0b1000) !== 0)
    return { status: 'critical', summary: 'the disk says that it fails: save what is on it' };
  if ((code & 0b0011) !== 0) return silent;
  if ((code & 0b110000) !== 0)
    return { status: 'major', summary: 'values were out of their bounds' };
  // ATA and NVMe say the first, SCSI the second.
  if (!/overall-health self-assessment|SMART Health Status:/.test(stdout)) return silent;
  return { status: 'ok', summary: 'healthy by its own word' };
}

const silent = { status: 'unknown', summary: 'the disk does not answer' } as const;
