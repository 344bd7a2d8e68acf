import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';

/** What this machine knows of a backup that it made or tried. */
export interface BackupRecord {
  readonly id: string;
  /** Where it is, without passwords. */
  readonly place: string;
  readonly engine: string;
  /** ISO 8601. */
  readonly made: string;
  /** When what was added was read back and was right; ISO 8601. */
  readonly verified?: string;
  /** The last time that it was restored to see whether it can be. */
  readonly tested?: { readonly date: string; readonly seconds: number; readonly bytes: number };
}

/** So many are kept. */
const most = 1000;

const fileOf = (host: Host): string => join(host.paths.state, 'store/backups.json');

/** All that is known here, the oldest first. A file that cannot be read says nothing. */
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
  ['id', 'place', 'engine', 'made'].every(
    (name) => typeof (one as Record<string, unknown>)[name] === 'string',
  );

/** Keeps what became known of a backup, in the place of what was known before. */
export async function keepRecord(
  host: Host,
  record: Pick<BackupRecord, 'id' | 'place'> & Partial<BackupRecord>,
): Promise<void> {
  const service = await host.service(files);
  const lock = await service.lock(`${fileOf(host)}.lock`, 10_000);
  try {
    const before = await readRecords(host);
    const isIt = (one: BackupRecord): boolean => one.id === record.id && one.place === record.place;
    const known = before.find(isIt) ?? { engine: '', made: '' };
    const after = [...before.filter((one) => !isIt(one)), { ...known, ...record }]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(-most);
    await service.write(fileOf(host), `${JSON.stringify(after, undefined, 1)}\n`);
  } finally {
    await lock.release();
  }
}

/** The newest backup that was read back; of one place, or of all. */
export async function newestVerified(
  host: Host,
  place?: string,
): Promise<BackupRecord | undefined> {
  const records = await readRecords(host);
  return records.findLast(
    (one) => one.verified !== undefined && (place === undefined || one.place === place),
  );
}
