import {
  http,
  isNixaiError,
  messageOf,
  type HealthCheck,
  type HealthMachine,
  type HealthReading,
  type HttpClient,
} from '@nixai/api';
import { nixSettings } from '../store/settings.js';

/** One that does not answer by then holds up builds. */
const patience = 3000;
const usual = 'https://cache.nixos.org';

export interface Cache {
  readonly url: string;
}

/** The binary caches that Nix asks over the network, and whether its settings said so. */
export async function cachesOf(
  machine: HealthMachine,
): Promise<{ readonly caches: readonly Cache[] }> {
  const words = (await nixSettings(machine)).words('substituters');
  const urls = (words ?? [usual]).filter((url) => /^https?:\/\//.test(url) && URL.canParse(url));
  return { caches: urls.map((url) => ({ url: url.replace(/\?.*$/, '').replace(/\/$/, '') })) };
}

export const caches: HealthCheck = {
  id: 'net.cache',
  title: 'Binary caches',
  group: 'network',
  about:
    'Asks each cache that Nix is set to (`substituters`) for `nix-cache-info`, for three seconds. One that is down makes every build wait.',
  needs: ['here', 'running', 'nix', 'network'],
  levels: { minor: 'one does not answer', major: 'none answers' },
  async run(machine) {
    const client = await machine.host.service(http);
    const { caches } = await cachesOf(machine);
    if (caches.length === 0)
      return [{ status: 'skipped', summary: 'no cache on the network is set' }];
    const readings = await Promise.all(caches.map(({ url }) => ask(client, url, machine.signal)));
    const dead = readings.filter(({ status }) => status !== 'ok').length;
    return readings.map((one) =>
      one.status === 'minor' && dead === readings.length ? { ...one, status: 'major' } : one,
    );
  },
};

async function ask(client: HttpClient, url: string, signal: AbortSignal): Promise<HealthReading> {
  const asked = performance.now();
  try {
    const options = { timeout: patience, retries: 0, largest: 64 * 1024, signal };
    const answer = await client.request(`${url}/nix-cache-info`, options);
    const text = await answer.text();
    const took = Math.round(performance.now() - asked);
    if (answer.status !== 200)
      return { status: 'minor', target: url, summary: `answers with ${answer.status}` };
    if (!/^StoreDir:/m.test(text))
      return { status: 'minor', target: url, summary: 'is no binary cache' };
    return {
      status: 'ok',
      target: url,
      summary: `answers in ${took} ms`,
      value: took / 1000,
      unit: 'seconds',
    };
  } catch (error) {
    if (isNixaiError(error) && error.code === 'interrupted') throw error;
    return { status: 'minor', target: url, summary: reasonOf(error) };
  }
}

const reasonOf = (error: unknown): string =>
  isNixaiError(error) && error.code === 'network-timeout'
    ? `does not answer within ${patience / 1000} s`
    : `cannot be reached: ${(isNixaiError(error) ? error.why : undefined) ?? messageOf(error)}`;
