import { healthLevelOf, type HealthCheck, type HealthStatus } from '@nixai/api';
import { collectGarbage } from '../../fix/collectGarbage.js';
import { bytes } from '../../machine/fields.js';
import { mountsOf } from './mounts.js';

/** However large a disk is, with less than this a rebuild ends in the middle. */
const tooLittle = 1024 ** 3;

export const space: HealthCheck = {
  id: 'disk.space',
  title: 'Disk space',
  group: 'disk',
  about:
    'The space of each file system that NixOS needs: /, /nix, /home, /var, /tmp. With less than 1 GiB on the one of the store it is critical at once. /boot has a check of its own.',
  thresholds: { of: 'space in use', unit: '%', minor: 85, major: 95, critical: 99 },
  async run(machine, limits) {
    const mounts = await mountsOf(machine);
    const store = mounts.findLast(({ at }) => ['/', '/nix', '/nix/store'].includes(at));
    return mounts
      .filter(({ at }) => !/^\/(?:boot|efi)/.test(at))
      .map(({ at, space: { size, available, free } }) => {
        const used = size - free;
        // As df counts: what is kept for root is no part of it.
        const share = used + available === 0 ? 0 : Math.ceil((used / (used + available)) * 100);
        const level = healthLevelOf(share, limits);
        const full = at === store?.at && available < tooLittle && level !== 'ok';
        const status: HealthStatus = full ? 'critical' : level;
        const summary = `${bytes(used)} of ${bytes(size)} in use (${share} %), ${bytes(available)} left`;
        const fix = at === store?.at ? collectGarbage : undefined;
        return {
          status,
          target: at,
          summary,
          value: share,
          unit: '%',
          ...(status !== 'ok' && { fix }),
        };
      });
  },
};
