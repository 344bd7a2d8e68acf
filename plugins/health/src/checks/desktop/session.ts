import type { HealthCheck } from '@nixai/api';
import { recordsOf, textIn } from '../../machine/fields.js';

export const session: HealthCheck = {
  id: 'unit.user',
  title: 'Units of your session',
  group: 'services',
  about:
    'Units of the person who asks that have failed (`systemctl --user`): sound, portals, what Home Manager starts.',
  profiles: ['desktop', 'developer'],
  needs: ['running', 'systemd'],
  levels: { minor: 'a unit of your session has failed' },
  async run(machine) {
    if (machine.isRoot) return [{ status: 'skipped', summary: 'root has no session' }];
    const words = ['systemctl', '--user', 'list-units', '--state=failed', '--output=json'] as const;
    const units = recordsOf(await machine.json(words), 'systemctl').map((one) =>
      textIn(one, 'unit'),
    );
    if (units.length === 0) return [{ status: 'ok', summary: 'none has failed' }];
    return units.map((unit) => ({
      status: 'minor',
      target: unit,
      summary: 'failed',
      fix: {
        title: 'Have the cause named',
        code: `journalctl --user -b -u ${unit} | nixai diagnose`,
        language: 'sh',
      },
    }));
  },
};
