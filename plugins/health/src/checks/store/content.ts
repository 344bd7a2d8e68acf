import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';

const deadline = 6 * 60 * 60 * 1000;

export const content: HealthCheck = {
  id: 'store.content',
  title: 'Content of the store',
  group: 'store',
  about:
    '`nix-store --verify --check-contents`: reads every byte of the store and holds it against its hash. Takes minutes to hours.',
  only: 'deep',
  needs: ['running', 'nix'],
  deadline,
  levels: { major: 'a path was changed' },
  async run(machine) {
    const { code, stderr } = await machine.run(['nix-store', '--verify', '--check-contents'], {
      timeout: deadline,
    });
    const changed = stderr
      .split('\n')
      .filter((line) => /was modified|has been modified|hash mismatch/i.test(line));
    if (changed.length > 0)
      return [
        {
          status: 'major',
          summary: `${plural(changed.length, 'path')} changed`,
          evidence: changed.slice(0, 5),
          fix: {
            title: 'Fetch or build them again',
            code: 'sudo nix-store --verify --check-contents --repair',
            language: 'sh',
          },
        },
      ];
    if (code !== 0)
      return [
        {
          status: 'unknown',
          summary: 'nix-store did not come to an end',
          evidence: stderr.trim().split('\n').slice(-3),
        },
      ];
    return [{ status: 'ok', summary: 'every path has the hash that it should' }];
  },
};
