import { join } from 'node:path';
import { schema, type Host, type Infer } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { noStrategy, strategyInvalid } from './faults.js';

const { object, string, list, integer, optional, literal, oneOf, described } = schema;

export const rules = ['last', 'daily', 'weekly', 'monthly', 'yearly'] as const;

/** How machines are backed up; as its file has it. Paths on this side are whole. */
export const strategySchema = object({
  version: literal(1),
  location: described(
    'Below it each machine has a repository of its own: a folder on each machine, or an address of restic',
    string,
  ),
  schedule: described('As systemd’s OnCalendar', string),
  retentionDays: optional(described('All that are younger stay', integer)),
  keep: described(
    'The newest of so many days, weeks …',
    object({
      last: optional(integer),
      daily: optional(integer),
      weekly: optional(integer),
      monthly: optional(integer),
      yearly: optional(integer),
    }),
  ),
  paths: described('Backed up besides what always is', list(string)),
  pre: optional(described('A line for the shell of each machine, before', string)),
  post: optional(described('And after, however it ends', string)),
  timer: object({ format: oneOf('nixos', 'systemd'), folder: string }),
  recipientFile: optional(described('Who can open the copy of the key', string)),
  environmentFile: optional(described('NAME=VALUE lines for where backups go', string)),
});
export type Strategy = Infer<typeof strategySchema>;

export const strategyFile = (host: Host): string => join(host.paths.config, 'backups.json');

export const strategyText = (strategy: Strategy): string =>
  `${JSON.stringify(strategy, null, 2)}\n`;

/** @throws NixaiError `backup-no-strategy` where there is none, `backup-strategy-invalid`. */
export async function readStrategy(host: Host): Promise<Strategy> {
  const strategy = await strategyIfAny(host);
  if (strategy === undefined) throw noStrategy(strategyFile(host));
  return strategy;
}

/** @throws NixaiError `backup-strategy-invalid`. */
export async function strategyIfAny(host: Host): Promise<Strategy | undefined> {
  const file = strategyFile(host);
  const text = await readRegular(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parsed(file, text);
}

function parsed(file: string, text: string): Strategy {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw strategyInvalid(file, 'it is no JSON');
  }
  const why = faultIn(value);
  if (why !== undefined) throw strategyInvalid(file, why);
  return value as Strategy;
}

function faultIn(value: unknown): string | undefined {
  if (!isSet(value) || value.version !== 1) return 'it has no "version": 1';
  const { location, schedule, keep, paths, ...more } = value;
  if (typeof location !== 'string' || location === '') return '"location" is no text';
  if (typeof schedule !== 'string') return '"schedule" is no text';
  const counts = isSet(keep) ? [...Object.values(keep), more.retentionDays ?? 0] : [undefined];
  if (!counts.every((one) => Number.isSafeInteger(one) && Number(one) >= 0))
    return '"keep" and "retentionDays" are no whole numbers';
  if (!Array.isArray(paths) || !paths.every(isPath)) return '"paths" are no absolute paths';
  const isTimer = isSet(more.timer) && typeof more.timer.folder === 'string';
  if (!isTimer) return '"timer" is no format and folder';
  const texts = ['pre', 'post', 'recipientFile', 'environmentFile'] as const;
  const odd = texts.find((name) => !['string', 'undefined'].includes(typeof more[name]));
  return odd === undefined ? undefined : `"${odd}" is no text`;
}

/** A path on a machine: absolute, on one line, and not upwards. */
export const isPath = (value: unknown): boolean =>
  typeof value === 'string' && /^\/[^\n\0]+$/.test(value) && !value.split('/').includes('..');

const isSet = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the rules are to restic; none where nothing is ever taken away. */
export function rulesOf({
  keep,
  retentionDays,
}: Pick<Strategy, 'keep' | 'retentionDays'>): readonly string[] {
  const kept = rules.flatMap((rule) =>
    keep[rule] === undefined ? [] : [`--keep-${rule}`, String(keep[rule])],
  );
  return retentionDays === undefined ? kept : [...kept, '--keep-within', `${retentionDays}d`];
}
