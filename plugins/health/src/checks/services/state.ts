import type { HealthCheck } from '@nixai/api';

export const state: HealthCheck = {
  id: 'unit.state',
  title: 'State of systemd',
  group: 'services',
  about: '`systemctl is-system-running`: whether the machine came up whole.',
  needs: ['running', 'systemd'],
  levels: { minor: 'degraded', critical: 'in maintenance: it came up to a shell for root' },
  async run(machine) {
    const { stdout } = await machine.run(['systemctl', 'is-system-running']);
    const said = stdout.trim();
    if (said === 'running') return [{ status: 'ok', summary: said }];
    if (said === 'maintenance') return [{ status: 'critical', summary: said }];
    if (said === 'degraded')
      return [{ status: 'minor', summary: 'degraded: a unit has failed since the start' }];
    if (['initializing', 'starting', 'stopping'].includes(said))
      return [{ status: 'unknown', summary: `it is ${said}` }];
    return [{ status: 'unknown', summary: said === '' ? 'systemd does not answer' : said }];
  },
};
