import type { HealthCheck } from '@nixai/api';
import { nixSettings } from './settings.js';

export const optimise: HealthCheck = {
  id: 'store.optimise',
  title: 'Equal files',
  group: 'store',
  about: 'Whether equal files of the store are kept once: as it is written to, or by a timer.',
  profiles: ['desktop', 'developer'],
  needs: ['nix', 'nixos'],
  levels: { minor: 'neither `auto-optimise-store` nor `nix.optimise.automatic`' },
  async run(machine) {
    const settings = await nixSettings(machine);
    if (settings.flag('auto-optimise-store') === true)
      return [{ status: 'ok', summary: 'kept once as the store is written to' }];
    const timer = await machine.stat('/etc/systemd/system/nix-optimise.timer');
    if (timer !== undefined) return [{ status: 'ok', summary: 'kept once by a timer' }];
    return [
      {
        status: 'minor',
        summary: 'each is kept as often as it occurs',
        fix: {
          title: 'Keep them once, by a timer',
          code: 'nix.optimise.automatic = true;',
          language: 'nix',
        },
      },
    ];
  },
};
