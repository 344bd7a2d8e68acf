import type { HealthCheck, HealthReading } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

export const pools: HealthCheck = {
  id: 'disk.pools',
  title: 'ZFS and btrfs',
  group: 'disk',
  about:
    'Errors that ZFS pools (`zpool status -x`) and btrfs file systems (`btrfs device stats`) have counted.',
  needs: ['running'],
  levels: {
    major: 'errors were counted, or a pool is degraded',
    critical: 'a pool is faulted or gone',
  },
  async run(machine) {
    const mounts = ((await machine.read('/proc/mounts')) ?? '')
      .split('\n')
      .map((line) => line.split(' '));
    const readings: HealthReading[] = [];
    if (mounts.some(([, , type]) => type === 'zfs'))
      readings.push(poolReading(await machine.say(['zpool', 'status', '-x'])));
    const devices = new Map(
      mounts
        .filter(([, , type]) => type === 'btrfs')
        .map(([device = '', at = '/']) => [device, at]),
    );
    for (const at of devices.values()) {
      const { code, stdout, stderr } = await machine.run(['btrfs', 'device', 'stats', '--', at]);
      if (code !== 0)
        throw new NotTold(stderr.trim() || 'btrfs says nothing', 'sudo btrfs device stats /');
      if (!/_errs\s+\d+$/m.test(stdout))
        throw new NotTold('btrfs answered with something that are no counters');
      const counted = stdout.split('\n').filter((line) => /\s[1-9]\d*$/.test(line));
      readings.push(
        counted.length === 0
          ? { status: 'ok', target: at, summary: 'no errors counted' }
          : { status: 'major', target: at, summary: 'errors were counted', evidence: counted },
      );
    }
    return readings.length > 0
      ? readings
      : [{ status: 'skipped', summary: 'neither ZFS nor btrfs here' }];
  },
};

function poolReading(text: string): HealthReading {
  if (/all pools are healthy|no pools available/.test(text))
    return { status: 'ok', target: 'zfs', summary: 'all pools are healthy' };
  if (!/^[ \t]*state:/m.test(text))
    throw new NotTold('zpool answered with something that is no status');
  const lost = /state:\s*(?:FAULTED|UNAVAIL|SUSPENDED)/.test(text);
  return {
    status: lost ? 'critical' : 'major',
    target: 'zfs',
    summary: lost ? 'a pool cannot be used' : 'a pool is not healthy',
    evidence: text.split('\n').filter((line) => /pool:|state:|status:|errors:/.test(line)),
  };
}
