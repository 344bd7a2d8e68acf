import { healthLevelOf, type HealthCheck } from '@nixai/api';
import { daysBetween, plural } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';

export const roots: HealthCheck = {
  id: 'store.roots',
  title: 'Forgotten results',
  group: 'store',
  about:
    'Links named `result` that builds left in folders (/nix/var/nix/gcroots/auto). Each keeps everything that it needs from being collected.',
  profiles: ['desktop', 'developer'],
  needs: ['nix'],
  thresholds: { of: 'results older than 30 days', unit: '', minor: 5 },
  async run(machine, limits) {
    const auto = '/nix/var/nix/gcroots/auto';
    const old: string[] = [];
    for (const name of await machine.list(auto)) {
      const place = await machine.link(`${auto}/${name}`);
      if (place === undefined || !/\/result(?:-[^/]*)?$/.test(place)) continue;
      const info = await machine.stat(place).catch((error: unknown) => {
        // Somebody else's folder: its age is not to be had.
        if (error instanceof NotTold) return undefined;
        throw error;
      });
      if (info !== undefined && daysBetween(info.changed, machine.now) > 30) old.push(place);
    }
    const status = healthLevelOf(old.length, limits);
    return [
      {
        status,
        summary:
          old.length === 0
            ? 'none older than 30 days'
            : `${plural(old.length, 'result')} older than 30 days`,
        value: old.length,
        unit: '',
        evidence: status === 'ok' ? [] : old.slice(0, 5),
        ...(status !== 'ok' && {
          fix: {
            title: 'Remove the links that you do not need, then collect',
            code: 'nix-store --gc --print-roots',
            language: 'sh' as const,
          },
        }),
      },
    ];
  },
};
