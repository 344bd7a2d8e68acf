import { join } from 'node:path';
import { files, schema, type Host, type Infer } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

const { object, string, integer, number, optional, described } = schema;

/** What restoring a backup took, once. */
export const measuredSchema = object({
  date: string,
  on: described('Where it was restored', string),
  seconds: number,
  files: integer,
  bytes: integer,
});

/** What is known here of a backup. */
export const recordSchema = object({
  machine: string,
  id: string,
  repository: described('Without a password', string),
  made: described('ISO 8601', string),
  verified: optional(described('When all of it was read back, and was right; ISO 8601', string)),
  damaged: optional(described('When it was found not to be whole; ISO 8601', string)),
  restored: optional(measuredSchema),
});
export type BackupRecord = Infer<typeof recordSchema>;

/** So many are kept of each machine. */
const most = 400;

const fileOf = (host: Host): string => join(host.paths.state, 'machines/backups.json');

/** All that is known, the oldest first of each machine; a file that cannot be read says nothing. */
export async function readRecords(host: Host): Promise<readonly BackupRecord[]> {
  try {
    const said = JSON.parse(await readRegular(fileOf(host), 'utf8')) as unknown;
    return Array.isArray(said) ? said.filter(isRecord) : [];
  } catch {
    return [];
  }
}

const isRecord = (one: unknown): one is BackupRecord =>
  typeof one === 'object' &&
  one !== null &&
  ['machine', 'id', 'repository', 'made'].every(
    (name) => typeof (one as Readonly<Record<string, unknown>>)[name] === 'string',
  );

const isSame = (one: BackupRecord, other: Pick<BackupRecord, 'id' | 'machine'>): boolean =>
  one.id === other.id && one.machine === other.machine;

/** Keeps what became known, in the place of what was. */
export async function keepRecord(host: Host, record: BackupRecord): Promise<void> {
  await change(host, (before) => {
    const known = before.find((one) => isSame(one, record));
    return [...before.filter((one) => one !== known), { ...known, ...record }];
  });
}

/** A backup that is not whole counts as verified no more. */
export async function keepDamaged(host: Host, record: BackupRecord): Promise<void> {
  await change(host, (before) => {
    const { verified: _, ...known } = before.find((one) => isSame(one, record)) ?? record;
    const others = before.filter((one) => !isSame(one, record));
    return [...others, { ...known, damaged: new Date().toISOString() }];
  });
}

/** Those that are gone are known no more. */
export async function dropRecords(
  host: Host,
  gone: readonly Pick<BackupRecord, 'id' | 'machine'>[],
): Promise<void> {
  await change(host, (before) =>
    before.filter((record) => !gone.some((one) => isSame(record, one))),
  );
}

async function change(
  host: Host,
  to: (before: readonly BackupRecord[]) => readonly BackupRecord[],
): Promise<void> {
  const service = await host.service(files);
  const lock = await service.lock(`${fileOf(host)}.lock`, 10_000);
  try {
    const after = [...to(await readRecords(host))].sort((a, b) => (a.id < b.id ? -1 : 1));
    const names = [...new Set(after.map(({ machine }) => machine))].sort();
    const kept = names.flatMap((name) => after.filter((one) => one.machine === name).slice(-most));
    await service.write(fileOf(host), `${JSON.stringify(kept, undefined, 1)}\n`);
  } finally {
    await lock.release();
  }
}

/** The newest backup of a machine that was read back, the newest of all where it is damaged, and the last measured restore of one. */
export function knownOf(
  records: readonly BackupRecord[],
  machine: string,
): {
  readonly verified?: BackupRecord;
  readonly damaged?: BackupRecord;
  readonly restored?: NonNullable<BackupRecord['restored']>;
} {
  const own = records.filter((one) => one.machine === machine);
  const verified = own.findLast((one) => one.verified !== undefined);
  const newest = own.at(-1);
  const damaged = newest?.damaged !== undefined && newest.verified === undefined;
  const restored = own
    .flatMap((one) => (one.restored === undefined ? [] : [one.restored]))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .at(-1);
  return {
    ...(verified !== undefined && { verified }),
    ...(damaged && { damaged: newest }),
    ...(restored !== undefined && { restored }),
  };
}
