import type { HealthCheck } from '@nixai/api';

const deadline = 120_000;

export const database: HealthCheck = {
  id: 'store.db',
  title: 'Database',
  group: 'store',
  about:
    '`nix-store --verify`: whether each path that the database has is there. Nothing is repaired.',
  only: 'production',
  needs: ['running', 'nix'],
  deadline,
  levels: { major: 'paths are gone' },
  async run(machine) {
    const { code, stderr } = await machine.run(['nix-store', '--verify'], { timeout: deadline });
    if (code === 0) return [{ status: 'ok', summary: 'each path is there' }];
    return [
      {
        status: 'major',
        summary: 'paths that the database has are gone',
        evidence: stderr.trim().split('\n').slice(-5),
        fix: {
          title: 'Fetch or build them again',
          code: 'sudo nix-store --verify --repair',
          language: 'sh',
        },
      },
    ];
  },
};
