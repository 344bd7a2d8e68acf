import type { HealthCheck } from '@nixai/api';
import { nixSettings } from '../store/settings.js';

export const features: HealthCheck = {
  id: 'nix.features',
  title: 'Flakes',
  group: 'configuration',
  about: 'Whether `nix build`, `nix develop` and flakes are on without a flag.',
  profiles: ['developer'],
  needs: ['nix'],
  levels: { minor: 'nix-command or flakes are off' },
  async run(machine) {
    const on = (await nixSettings(machine)).words('experimental-features') ?? [];
    const lacking = ['nix-command', 'flakes'].filter((name) => !on.includes(name));
    if (lacking.length === 0) return [{ status: 'ok', summary: 'nix-command and flakes are on' }];
    return [
      {
        status: 'minor',
        summary: `${lacking.join(' and ')} ${lacking.length === 1 ? 'is' : 'are'} off`,
        fix: {
          title: 'Turn them on',
          code: 'nix.settings.experimental-features = [ "nix-command" "flakes" ];',
          language: 'nix',
          elsewhere: 'Write "experimental-features = nix-command flakes" into /etc/nix/nix.conf',
        },
      },
    ];
  },
};
