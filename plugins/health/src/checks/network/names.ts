import type { HealthCheck, HealthMachine } from '@nixai/api';
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
    const found = await Promise.all(hosts.map(async (host) => resolves(machine, host)));
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

/** As every program of this machine would find it: by files, resolved, or a server. */
async function resolves(
  machine: HealthMachine,
  host: string,
): Promise<{ host: string; why?: string }> {
  const { code } = await machine.run(['getent', 'hosts', '--', host]);
  return code === 0 ? { host } : { host, why: 'the resolver does not know it' };
}
