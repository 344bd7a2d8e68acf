import type { HealthCheck } from '@nixai/api';
import { generationsOf, profiles } from './generations.js';

export const current: HealthCheck = {
  id: 'generation.current',
  title: 'Running system',
  group: 'boot',
  about:
    'The system that runs (/run/current-system), the one that was booted, and the one that the next start takes. Where the next is not the one that runs, a restart changes the machine.',
  needs: ['nixos'],
  levels: { minor: 'the next start takes another system than the one that runs' },
  async run(machine) {
    const running = await machine.resolve('/run/current-system');
    const booted = await machine.resolve('/run/booted-system');
    const next = await machine.resolve(`${profiles}/system`);
    if (running === undefined || next === undefined)
      return [{ status: 'unknown', summary: 'the running system, or the next, cannot be told' }];
    const all = await generationsOf(machine);
    const name = (path: string | undefined) => {
      const found = all.findLast(({ system }) => system === path);
      return found === undefined ? 'a system without a generation' : `generation ${found.number}`;
    };
    if (running !== next)
      return [
        {
          status: 'minor',
          summary: `${name(running)} runs, the next start takes ${name(next)}`,
          evidence: [`/run/current-system → ${running}`, `${profiles}/system → ${next}`],
          fix: {
            title: 'Make what the profile has the running system',
            code: 'sudo /nix/var/nix/profiles/system/bin/switch-to-configuration switch',
            language: 'sh',
          },
        },
      ];
    return [
      {
        status: 'ok',
        summary: `${name(running)}${running === booted ? ' (booted)' : ', switched to since the start'}`,
      },
    ];
  },
};
