import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';
import { pathsIn, store } from './paths.js';

const timeout = 120_000;

export const database: HealthCheck = {
  id: 'store.db',
  title: 'Database',
  group: 'store',
  about:
    '`nix path-info --all`: whether each path that the database has is in the store. Nothing is repaired (`nix-store --verify` would forget what is gone).',
  only: 'production',
  needs: ['running', 'nix'],
  deadline: timeout,
  levels: { major: 'paths are gone' },
  async run(machine) {
    const words = ['--extra-experimental-features', 'nix-command', 'path-info', '--all'] as const;
    const known = pathsIn(await machine.say(['nix', ...words], { timeout }), 'nix');
    // No machine with Nix has none: Nix itself is one.
    if (known.length === 0) throw new NotTold('nix lists no path at all');
    const there = new Set(await machine.list('/nix/store'));
    const gone = known.filter((path) => !there.has(path.slice(store.length)));
    if (gone.length === 0)
      return [{ status: 'ok', summary: `each of ${plural(known.length, 'path')} is there` }];
    return [
      {
        status: 'major',
        summary: `${plural(gone.length, 'path')} that the database has ${gone.length === 1 ? 'is' : 'are'} gone`,
        evidence: gone.slice(0, 5),
        fix: {
          title: 'Fetch or build them again',
          code: 'sudo nix-store --verify --repair',
          language: 'sh',
        },
      },
    ];
  },
};
