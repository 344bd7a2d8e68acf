import { healthLevelOf, type HealthCheck } from '@nixai/api';
import { daysBetween, plural } from '../../machine/fields.js';

const parts = ['kernel', 'initrd', 'kernel-modules', 'systemd'];

export const reboot: HealthCheck = {
  id: 'boot.reboot',
  title: 'Restart needed',
  group: 'boot',
  about:
    'Compares the kernel, initrd, modules and systemd of the system that was booted with those of the one that runs. What differs is only used after a restart, fixes of holes among it.',
  needs: ['nixos'],
  thresholds: { of: 'days that a restart is due', unit: 'days', minor: 0, major: 14 },
  async run(machine, limits) {
    const different: string[] = [];
    for (const part of parts) {
      const booted = await machine.resolve(`/run/booted-system/${part}`);
      const now = await machine.resolve(`/run/current-system/${part}`);
      if (booted === undefined || now === undefined) continue;
      if (booted !== now) different.push(part);
    }
    if ((await machine.resolve('/run/booted-system')) === undefined)
      return [{ status: 'unknown', summary: 'what was booted cannot be told' }];
    if (different.length === 0) return [{ status: 'ok', summary: 'what runs is what was booted' }];
    const since = await machine.stat('/run/current-system');
    const days = since === undefined ? 0 : Math.max(0, daysBetween(since.changed, machine.now));
    return [
      {
        status: healthLevelOf(days, limits),
        summary: `${different.join(', ')} changed ${days === 0 ? 'today' : `${plural(days, 'day')} ago`}`,
        value: days,
        unit: 'days',
        fix: { title: 'Restart when it suits', code: 'systemctl reboot', language: 'sh' },
      },
    ];
  },
};
