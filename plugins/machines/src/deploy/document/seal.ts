import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import type { PlanDocument } from './document.js';

// A plan has lines for the shell in it, and systems that run as root. Who may change the file could have
// anything run by whoever carries it out unread: so a plan is sealed with a key that its maker alone has.

const keyFile = ({ paths }: Pick<Host, 'paths'>): string =>
  join(paths.state, 'machines', 'plan.key');

const keyShape = /^[0-9a-f]{64}$/;

/** The seal of a plan that is made here; the first one makes the key. */
export async function sealOf(host: Host, document: PlanDocument): Promise<string> {
  return macOf((await keyOf(host)) ?? (await newKey(host)), document);
}

/** Whether a plan is, to the letter, one that was made here by whoever asks. */
export async function isSealed(host: Host, document: PlanDocument): Promise<boolean> {
  const key = await keyOf(host);
  if (key === undefined || document.seal === undefined) return false;
  const given = Buffer.from(document.seal);
  const right = Buffer.from(macOf(key, document));
  return given.length === right.length && timingSafeEqual(given, right);
}

const macOf = (key: string, { seal: _, ...rest }: PlanDocument): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(sorted(rest)))
    .digest('hex');

/** The same for the same content, in whichever order a tool that went over the file wrote it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)]);
}

async function keyOf(host: Host): Promise<string | undefined> {
  try {
    const key = (await readRegular(keyFile(host), 'utf8')).trim();
    return keyShape.test(key) ? key : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function newKey(host: Host): Promise<string> {
  const key = randomBytes(32).toString('hex');
  await (await host.service(files)).write(keyFile(host), `${key}\n`, { mode: 0o600 });
  return key;
}
