import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { NixaiError, processes, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { keyMissing, lastLines } from './faults.js';

/** All passwords come of this one; on this side alone, for its owner alone. */
export const keyFile = (host: Host): string => join(host.paths.config, 'backups.key');

export const newKey = (): string => randomBytes(32).toString('hex');

/** The key, where there is one. */
export async function keyIfAny(host: Host): Promise<string | undefined> {
  const text = await readRegular(keyFile(host), 'utf8').catch(() => '');
  return text.trim() === '' ? undefined : text.trim();
}

/** @throws NixaiError `backup-no-key`. */
export async function readKey(host: Host): Promise<string> {
  const key = await keyIfAny(host);
  if (key === undefined) throw keyMissing(keyFile(host));
  return key;
}

/** Each machine has its own, so that one that somebody broke into opens no other's backups. */
export const passwordFor = (key: string, machine: string): string =>
  createHmac('sha256', key).update(`nixai backup of ${machine}`).digest('hex');

/** The key for who has the private half: an age recipient, or a public key of SSH. @throws NixaiError. */
export async function sealedKey(host: Host, key: string, recipientFile: string): Promise<string> {
  return age(host, ['--encrypt', '--armor', '--recipients-file', recipientFile], `${key}\n`);
}

/** What a sealed key says to who has an identity. @throws NixaiError. */
export async function openedKey(host: Host, file: string, identity: string): Promise<string> {
  return (await age(host, ['--decrypt', '--identity', identity, file], '')).trim();
}

async function age(host: Host, words: readonly string[], input: string): Promise<string> {
  const runner = await host.service(processes);
  const { code, stdout, stderr } = await runner.run(['age', ...words], { input });
  if (code === 0) return stdout;
  throw new NixaiError({
    code: 'backup-key-sealed',
    what: `age could not ${words[0]?.slice(2) ?? ''} the key`,
    why: lastLines(stderr),
  });
}
