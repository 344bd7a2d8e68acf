import { lookup } from 'node:dns/promises';
import { messageOf } from '@nixai/api';
import type { HealthCheck } from '../../check.js';
import { cachesOf } from './caches.js';

export const names: HealthCheck = {
  id: 'net.dns',
  title: 'Names',
  group: 'network',
  about: 'Asks the resolver of this machine for the names of its binary caches.',
  needs: ['running', 'network'],
  levels: { minor: 'one name is not found', major: 'none is found' },
  async run(machine) {
    const { caches } = await cachesOf(machine);
    const hosts = [...new Set(caches.map(({ url }) => new URL(url).hostname))];
    const found = await Promise.all(hosts.map(resolves));
    const lost = found.filter((one) => one.why !== undefined);
    if (lost.length === 0) return [{ status: 'ok', summary: `${hosts.join(', ')} found` }];
    return lost.map(({ host, why }) => ({
      status: lost.length === hosts.length ? 'major' : 'minor',
      target: host,
      summary: `not found: ${why}`,
      fix: { title: 'See which server is asked', code: 'resolvectl status', language: 'sh' },
    }));
  },
};

async function resolves(host: string): Promise<{ host: string; why?: string }> {
  try {
    await lookup(host);
    return { host };
  } catch (error) {
    return { host, why: (error as NodeJS.ErrnoException).code ?? messageOf(error) };
  }
}
