import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { generationsOf } from './generations.js';

export const rollback: HealthCheck = {
  id: 'generation.rollback',
  title: 'A way back',
  group: 'boot',
  about: 'Whether an older generation is whole, so that one can go back to it.',
  needs: ['nixos'],
  levels: { minor: 'there is none' },
  async run(machine) {
    const all = await generationsOf(machine);
    const current = await machine.resolve('/run/current-system');
    const others = all.filter(({ system }) => system !== undefined && system !== current);
    const last = others.at(-1);
    if (last !== undefined)
      return [{ status: 'ok', summary: `${plural(others.length, 'generation')} to go back to` }];
    return [{ status: 'minor', summary: 'no older generation is there' }];
  },
};
