import type { HealthCheck } from '@nixai/api';
import { bytes } from '../../machine/fields.js';

export const bootSpace: HealthCheck = {
  id: 'boot.space',
  title: 'Space on /boot',
  group: 'boot',
  about:
    'Whether /boot has space for another kernel and initrd as large as the current ones. A rebuild that fills it ends with a menu that lacks the new system.',
  needs: ['nixos'],
  levels: { minor: 'space for one, not for two', major: 'no space for another' },
  async run(machine) {
    const mounts = (await machine.read('/proc/mounts')) ?? '';
    const at = ['/boot', '/boot/efi', '/efi'].find((place) => mounts.includes(` ${place} `));
    if (at === undefined)
      return [{ status: 'skipped', summary: '/boot is no file system of its own' }];
    const space = await machine.space(at);
    const sizes = await Promise.all(
      ['kernel', 'initrd'].map(async (part) => {
        const path = await machine.resolve(`/run/current-system/${part}`);
        return path === undefined ? undefined : (await machine.stat(path))?.size;
      }),
    );
    const need = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    if (space === undefined || need === 0)
      return [
        { status: 'unknown', target: at, summary: 'its size, or that of a kernel, cannot be told' },
      ];
    const status = space.available < need ? 'major' : space.available < 2 * need ? 'minor' : 'ok';
    return [
      {
        status,
        target: at,
        summary: `${bytes(space.available)} left, a kernel with its initrd takes ${bytes(need)}`,
        value: space.available,
        unit: 'bytes',
        ...(status !== 'ok' && {
          fix: {
            title: 'Keep fewer systems in the menu',
            code: 'boot.loader.systemd-boot.configurationLimit = 10;',
            language: 'nix' as const,
          },
        }),
      },
    ];
  },
};
