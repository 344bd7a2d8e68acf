import type { HealthCheck, HealthMachine } from '@nixai/api';
import { isIP } from 'node:net';
import { NotTold } from '../../machine/unknown.js';
import { cachesOf } from './caches.js';

/** How getent(1) ends where no server and no file has the name. */
const notFound = 2;

export const names: HealthCheck = {
  id: 'net.dns',
  title: 'Names',
  group: 'network',
  about: 'Asks the resolver of this machine for the names of its binary caches.',
  needs: ['running', 'nix', 'network'],
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
  const { code, stdout } = await machine.run(['getent', 'hosts', '--', host]);
  if (code === 0 && isIP(stdout.split(/\s/)[0] ?? '') !== 0) return { host };
  if (code === notFound) return { host, why: 'the resolver does not know it' };
  throw new NotTold('getent answered with something that is no address');
}
