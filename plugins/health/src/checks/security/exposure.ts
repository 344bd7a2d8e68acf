import type { HealthCheck } from '@nixai/api';
import { recordsOf, textIn, plural } from '../../machine/fields.js';

export const exposure: HealthCheck = {
  id: 'unit.security',
  title: 'Services in a sandbox',
  group: 'security',
  about:
    '`systemd-analyze security`: how much each running service could do if it were taken over. Most of NixOS has a high figure; it is a place to begin, and no fault.',
  only: 'production',
  needs: ['running', 'systemd'],
  deadline: 20_000,
  levels: { minor: 'a service of nixai’s own has more than 5' },
  async run(machine) {
    const text = await machine.json(['systemd-analyze', 'security', '--json=short', '--no-pager'], {
      timeout: 20_000,
    });
    const all = recordsOf(text, 'systemd-analyze').map((one) => ({
      unit: textIn(one, 'unit'),
      exposure: Number(one['exposure'] ?? NaN),
    }));
    const own = all.filter(({ unit, exposure: figure }) => unit.startsWith('nixai') && figure > 5);
    const high = all.filter(({ exposure: figure }) => figure > 9);
    const summary = `${plural(high.length, 'service')} of ${all.length} above 9.0`;
    return [
      {
        status: own.length > 0 ? 'minor' : 'ok',
        summary,
        value: high.length,
        unit: '',
        evidence: high.slice(0, 5).map(({ unit, exposure: figure }) => `${unit} ${figure}`),
      },
    ];
  },
};
