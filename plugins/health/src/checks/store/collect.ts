import type { HealthCheck } from '@nixai/api';

export const collect: HealthCheck = {
  id: 'store.gc',
  title: 'Collection by itself',
  group: 'store',
  about:
    'Whether a timer collects what nothing needs (`nix.gc.automatic`, or nh’s). Without one a disk fills slowly.',
  profiles: ['server', 'desktop'],
  needs: ['nixos'],
  levels: { minor: 'no timer' },
  async run(machine) {
    for (const timer of ['nix-gc.timer', 'nh-clean.timer'])
      if ((await machine.stat(`/etc/systemd/system/${timer}`)) !== undefined)
        return [{ status: 'ok', summary: timer }];
    return [
      {
        status: 'minor',
        summary: 'nothing collects by itself',
        fix: {
          title: 'Collect weekly what is older than a month',
          code: 'nix.gc = {\n  automatic = true;\n  dates = "weekly";\n  options = "--delete-older-than 30d";\n};',
          language: 'nix',
        },
      },
    ];
  },
};
