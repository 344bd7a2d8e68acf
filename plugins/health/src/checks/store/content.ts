import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { cutShort } from '../../machine/unknown.js';

const deadline = 6 * 60 * 60 * 1000;

export const content: HealthCheck = {
  id: 'store.content',
  title: 'Content of the store',
  group: 'store',
  about:
    '`nix store verify --all`: reads every byte of the store and holds it against its hash. Takes minutes to hours. Nothing is repaired.',
  only: 'deep',
  needs: ['running', 'nix'],
  deadline,
  levels: { major: 'a path was changed, or is gone' },
  async run(machine) {
    const words = ['store', 'verify', '--all', '--no-trust', '--quiet'] as const;
    const { code, stdout, stderr } = await machine.run(
      ['nix', '--extra-experimental-features', 'nix-command', ...words],
      { timeout: deadline },
    );
    const said = stderr.split('\n').filter((line) => line.trim() !== '');
    // The third is how newer versions say the second.
    const bad = said.filter((line) =>
      /' was modified! |^error: getting status of '|^error: path '.*' does not exist/.test(line),
    );
    if (bad.length > 0)
      return [
        {
          status: 'major',
          summary: `${plural(bad.length, 'path')} changed or gone`,
          evidence: bad.slice(0, 5),
          fix: {
            title: 'Fetch or build them again',
            code: 'sudo nix-store --verify --check-contents --repair',
            language: 'sh',
          },
        },
      ];
    // All is well where it has nothing to say.
    if (code === 0 && said.length === 0 && stdout === '')
      return [{ status: 'ok', summary: 'every path has the hash that it should' }];
    throw cutShort('nix', stderr);
  },
};
