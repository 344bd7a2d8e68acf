import type { HealthCheck } from '@nixai/api';

export const graphics: HealthCheck = {
  id: 'desktop.graphics',
  title: 'Graphics',
  group: 'hardware',
  about:
    'Whether a device for graphics has its driver (/dev/dri) and programs find theirs (/run/opengl-driver).',
  profiles: ['desktop'],
  needs: ['nixos'],
  levels: { minor: 'programs find no driver, and draw with the processor' },
  async run(machine) {
    if ((await machine.stat('/dev/dri')) === undefined)
      return [{ status: 'skipped', summary: 'no device for graphics' }];
    if ((await machine.resolve('/run/opengl-driver')) !== undefined)
      return [{ status: 'ok', summary: 'programs find their driver' }];
    return [
      {
        status: 'minor',
        summary: 'programs find no driver, and draw with the processor',
        fix: {
          title: 'Give them the driver',
          code: 'hardware.graphics.enable = true;',
          language: 'nix',
        },
      },
    ];
  },
};
