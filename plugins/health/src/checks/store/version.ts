import { nix, type HealthCheck } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

/** Below it, holes that let a build write outside of its sandbox were not mended (2024, 2025). */
const oldestMended = [2, 24] as const;

export const version: HealthCheck = {
  id: 'nix.version',
  title: 'Version of Nix',
  group: 'store',
  about:
    'Nix before 2.24 gets no fixes for holes any more. Lix and Determinate Nix count their own way.',
  needs: ['here', 'running', 'nix'],
  levels: { minor: 'it gets no fixes any more' },
  async run(machine) {
    const found = await (await machine.host.service(nix)).version();
    if (found === undefined) throw new NotTold('nix is not installed');
    const name = found.implementation === 'nix' ? 'Nix' : found.implementation;
    const summary = `${name} ${found.version}`;
    if (found.implementation !== 'nix') return [{ status: 'ok', summary }];
    const [major = 0, minor = 0] = found.version.split('.').map(Number);
    const old = major < oldestMended[0] || (major === oldestMended[0] && minor < oldestMended[1]);
    return [
      {
        status: old ? 'minor' : 'ok',
        summary: old ? `${summary} gets no fixes any more` : summary,
      },
    ];
  },
};
