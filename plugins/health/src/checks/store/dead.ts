import { healthLevelOf, nix, type HealthCheck } from '@nixai/api';
import { collectGarbage } from '../../fix/collectGarbage.js';
import { bytes, plural } from '../../machine/fields.js';
import { pathsIn } from './paths.js';

export const dead: HealthCheck = {
  id: 'store.dead',
  title: 'Unreferenced paths',
  group: 'store',
  about:
    'What of the store nothing needs any more (`nix-store --gc --print-dead`), and the space that collecting it would give back.',
  only: 'production',
  needs: ['here', 'running', 'nix'],
  deadline: 60_000,
  thresholds: { of: 'the store that nothing needs', unit: '%', minor: 20 },
  async run(machine, limits) {
    const timeout = 60_000;
    const dying = pathsIn(
      await machine.say(['nix-store', '--gc', '--print-dead'], { timeout }),
      'nix-store',
    );
    const all = (await machine.list('/nix/store')).filter((name) => !name.startsWith('.')).length;
    if (dying.length === 0)
      return [{ status: 'ok', summary: 'everything is needed', value: 0, unit: '%' }];
    const tool = await machine.host.service(nix);
    const infos = await tool.pathInfo(dying, { signal: machine.signal, timeout });
    const size = infos.reduce((sum, { narSize }) => sum + narSize, 0);
    const share = Math.round((dying.length / Math.max(all, 1)) * 100);
    const status = healthLevelOf(share, limits);
    return [
      {
        status,
        summary: `${plural(dying.length, 'path')} of ${all} (${share} %), ${bytes(size)} as they are unpacked`,
        value: share,
        unit: '%',
        ...(status !== 'ok' && { fix: collectGarbage }),
      },
    ];
  },
};
