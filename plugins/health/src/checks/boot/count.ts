import { healthLevelOf, type HealthCheck } from '@nixai/api';
import { daysBetween, plural } from '../../machine/fields.js';
import { generationsOf } from './generations.js';

export const count: HealthCheck = {
  id: 'generation.count',
  title: 'Old generations',
  group: 'boot',
  about:
    'How many generations of the system are kept. Each keeps its whole system from being collected, and has its place in the menu and on /boot.',
  needs: ['nixos'],
  thresholds: { of: 'generations', unit: '', minor: 30, major: 150 },
  async run(machine, limits) {
    const all = await generationsOf(machine);
    const [oldest] = all;
    const status = healthLevelOf(all.length, limits);
    const age =
      oldest === undefined
        ? ''
        : `, the oldest ${plural(daysBetween(oldest.made, machine.now), 'day')} old`;
    return [
      {
        status,
        summary: `${plural(all.length, 'generation')}${age}`,
        value: all.length,
        unit: '',
        ...(status !== 'ok' && {
          fix: {
            title: 'Keep the last ten, and collect what nothing needs then',
            code: 'sudo nix-env --profile /nix/var/nix/profiles/system --delete-generations +10\nsudo nix-collect-garbage',
            language: 'sh' as const,
          },
        }),
      },
    ];
  },
};
