import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { files, schema, type Host, type Infer, type Lock } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

const { object, string, list, boolean, number, optional, described, oneOf } = schema;

export const hostRecordSchema = object({
  name: string,
  from: optional(described('The system that ran before', string)),
  to: described('The system that was deployed', string),
  derivation: optional(described('Where the machine built it itself', string)),
  verdict: described(
    'unfinished: nobody has learnt what became of it',
    oneOf('new', 'old', 'unchanged', 'neither', 'unknown', 'left', 'reverted', 'unfinished'),
  ),
  already: described('It ran that system before', boolean),
  phase: optional(described('How far it came', string)),
  why: optional(string),
  failures: optional(
    described(
      'Units that failed to start, with the last lines of their journal',
      list(object({ unit: string, lines: list(string) })),
    ),
  ),
  log: described("The activation's last lines", list(string)),
  seconds: optional(number),
});
export type HostRecord = Infer<typeof hostRecordSchema>;

export const recordSchema = object({
  id: string,
  date: described('ISO 8601', string),
  by: described('USER@HOST', string),
  about: string,
  state: oneOf('running', 'done', 'failed', 'interrupted'),
  machines: list(hostRecordSchema),
});
export type Deployment = Infer<typeof recordSchema>;

/** An id that sorts by time, and is a name of a unit and of a file. */
export function newDeploymentId(now = new Date()): string {
  const time = now.toISOString().replaceAll(/[-:]|\.\d+Z/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

/** Who deploys: `ada@laptop`. */
export const owner = (): string => `${userInfo().username}@${hostname()}`;

const folderOf = (host: Host): string => join(host.paths.state, 'machines', 'deployments');

/**
 * Says that this process carries out a deployment, until it is released or dead.
 * @throws NixaiError `locked` where another process does.
 */
export async function holdRecord(host: Host, id: string): Promise<Lock> {
  return (await host.service(files)).lock(join(folderOf(host), `${id}.lock`));
}

/** Writes what is known so far; a deployment that dies leaves it so. */
export async function writeRecord(host: Host, deployment: Deployment): Promise<void> {
  const text = `${JSON.stringify(deployment, null, 2)}\n`;
  await (await host.service(files)).write(join(folderOf(host), `${deployment.id}.json`), text);
}

/** As it is now: a deployment whose process is gone runs no more, whatever it wrote last. */
export async function stateNow(host: Host, deployment: Deployment): Promise<Deployment> {
  if (deployment.state !== 'running') return deployment;
  const held = await holdRecord(host, deployment.id).catch(() => undefined);
  await held?.release();
  return held === undefined ? deployment : { ...deployment, state: 'interrupted' };
}

/** Deployments from here, the newest first; what cannot be read is left out. */
export async function readRecords(host: Host, most: number): Promise<readonly Deployment[]> {
  const names = await readdir(folderOf(host)).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse()
    .slice(0, most);
  const read = newest.map(async (name) => {
    try {
      return [JSON.parse(await readRegular(join(folderOf(host), name), 'utf8')) as Deployment];
    } catch {
      return [];
    }
  });
  return (await Promise.all(read)).flat();
}
