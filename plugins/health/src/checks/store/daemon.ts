import type { HealthCheck } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

export const daemon: HealthCheck = {
  id: 'nix.daemon',
  title: 'Nix answers',
  group: 'store',
  about:
    '`nix store ping`: whether the store can be reached at all. With the daemon dead nothing is built.',
  needs: ['running', 'nix'],
  levels: { major: 'the store does not answer' },
  async run(machine) {
    const { code, stdout, stderr } = await machine.run([
      'nix',
      '--extra-experimental-features',
      'nix-command',
      'store',
      'ping',
    ]);
    if (code === 0 && /^Store URL:/m.test(stdout + stderr))
      return [{ status: 'ok', summary: 'the store answers' }];
    // What Nix itself refuses begins so; anything else is not Nix, and tells nothing of the store.
    if (code === 0 || !/^error:/m.test(stderr))
      throw new NotTold('nix answered with something that is no word of a store');
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
