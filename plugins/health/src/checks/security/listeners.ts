import type { HealthCheck } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';

/** Ports of programs that trust whoever reaches them. */
const private_ = new Map([
  ['2375', 'Docker without TLS'],
  ['3306', 'MySQL'],
  ['5432', 'PostgreSQL'],
  ['6379', 'Redis'],
  ['9200', 'Elasticsearch'],
  ['11211', 'memcached'],
  ['27017', 'MongoDB'],
]);

export const listeners: HealthCheck = {
  id: 'net.listeners',
  title: 'Open ports',
  group: 'security',
  about:
    'What listens on more than this machine (`ss`). Databases and their like trust whoever reaches them. Whether the firewall lets anybody through is not known from this.',
  only: 'production',
  needs: ['running'],
  levels: { minor: 'a database, or Docker without TLS, listens on all addresses' },
  async run(machine) {
    const text = await machine.say(['ss', '--no-header', '--listening', '--numeric', '--tcp']);
    const open = [...new Set(text.split('\n').flatMap(addressOf))].sort(
      (one, other) => Number(one) - Number(other),
    );
    const risky = open.filter((port) => private_.has(port));
    if (risky.length === 0)
      return [
        {
          status: 'ok',
          summary:
            open.length === 0
              ? 'nothing listens'
              : `${plural(open.length, 'port')}: ${open.join(', ')}`,
        },
      ];
    return risky.map((port) => ({
      status: 'minor',
      target: port,
      summary: `${private_.get(port)} listens on more than this machine`,
    }));
  },
};

/** The port of a line of ss; none where it is on loopback. */
function addressOf(line: string): readonly string[] {
  if (line.trim() === '') return [];
  const [, , , local = ''] = line.trim().split(/\s+/);
  const [, address, port] = /^(.*):(\d+)$/.exec(local) ?? [];
  if (address === undefined || port === undefined)
    throw new NotTold('ss answered with something that is no list of sockets');
  return /^(?:127\.|\[::1\]|\[::ffff:127\.)/.test(address) ? [] : [port];
}
