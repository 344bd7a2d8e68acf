import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { http, NixaiError, type Host } from '@nixai/api';
import { tokenFile } from '../transport/token.js';
import { isAlive } from './process.js';
import type { ServerRecord } from './record.js';

/** Milliseconds for a server to go by itself, and then by a signal. */
const patience = { asked: 2000, signalled: 5000 };
const pause = 20;

/**
 * Ends a server: asks it, then sends SIGTERM, and looks that the process is gone.
 * @throws NixaiError `mcp-not-stopped` where it is still there.
 */
export async function stop(host: Host, record: ServerRecord): Promise<'asked' | 'signalled'> {
  if (record.url !== undefined) {
    await ask(host, record.url).catch(() => {});
    if (await isGone(record, patience.asked)) return 'asked';
  }
  try {
    process.kill(record.pid, 'SIGTERM');
  } catch {
    // It is gone, or it is not ours: what is looked at next says which.
  }
  if (await isGone(record, patience.signalled)) return 'signalled';
  throw new NixaiError({
    code: 'mcp-not-stopped',
    what: `the server with the number ${record.pid} is still there`,
    hint: `kill -KILL ${record.pid}`,
  });
}

async function ask(host: Host, url: string): Promise<void> {
  const token = readFileSync(tokenFile(host), 'utf8').trim();
  const client = await host.service(http);
  await client.request(`${url}/shutdown`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    timeout: patience.asked,
    retries: 0,
  });
}

async function isGone(record: ServerRecord, within: number): Promise<boolean> {
  for (const began = Date.now(); Date.now() - began < within; await sleep(pause))
    if (!isAlive(record)) return true;
  return !isAlive(record);
}
