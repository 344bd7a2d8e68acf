import type { HealthCheck } from '@nixai/api';

export const daemon: HealthCheck = {
  id: 'nix.daemon',
  title: 'Nix answers',
  group: 'store',
  about:
    '`nix store ping`: whether the store can be reached at all. With the daemon dead nothing is built.',
  needs: ['running', 'nix'],
  levels: { major: 'the store does not answer' },
  async run(machine) {
    const { code, stderr } = await machine.run([
      'nix',
      '--extra-experimental-features',
      'nix-command',
      'store',
      'ping',
    ]);
    if (code === 0) return [{ status: 'ok', summary: 'the store answers' }];
    return [
      {
        status: 'major',
        summary: 'the store does not answer',
        evidence: stderr.trim().split('\n').slice(-3),
        fix: {
          title: 'Start the daemon again',
          code: 'sudo systemctl restart nix-daemon.socket nix-daemon.service',
          language: 'sh',
        },
      },
    ];
  },
};
