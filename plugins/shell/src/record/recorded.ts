import { readFile } from 'node:fs/promises';
import { readRegular } from '@nixai/contributions';
import type { Host } from '@nixai/api';
import type { Evidence } from '../last/evidence.js';
import type { LastCommand } from '../last/lastCommand.js';
import { recordFiles } from './place.js';

/** What `nixai run` has run, and how it ended. */
export interface Recorded {
  readonly argv: readonly string[];
  readonly status: number;
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

/** What this shell has recorded last; undefined where there is nothing. */
async function readRecord(host: Host): Promise<Recorded | undefined> {
  try {
    const record: unknown = JSON.parse(await readFile(recordFiles(host.paths).about, 'utf8'));
    return isRecorded(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' &&
  value !== null &&
  'argv' in value &&
  Array.isArray(value.argv) &&
  'status' in value &&
  typeof value.status === 'number' &&
  'start' in value &&
  typeof value.start === 'number';

/** The last command that `nixai run` ran for this shell, where it failed. */
export async function lastRecorded(host: Host): Promise<LastCommand | undefined> {
  const record = await readRecord(host);
  if (record === undefined || record.status === 0) return undefined;
  const { argv, status, folder } = record;
  const seconds = (time: number): number => Math.floor(time / 1000);
  return {
    ...{ command: argv.join(' '), status, folder },
    start: seconds(record.start),
    end: seconds(record.end),
  };
}

/** Of the commands of one second only the line itself tells which was run so. */
function isOf({ argv, status, start }: Recorded, last: LastCommand): boolean {
  if (status !== last.status || start < last.start * 1000 || start > (last.end + 1) * 1000)
    return false;
  return /\bnixai\b.*\srun\b/.test(last.command) || last.command === argv.join(' ');
}

/** What `nixai run` recorded of this very command. */
export async function recorded(host: Host, last: LastCommand): Promise<Evidence | undefined> {
  const record = await readRecord(host);
  if (record === undefined || !isOf(record, last)) return undefined;
  const text = await readRegular(recordFiles(host.paths).log, 'utf8');
  return {
    kind: 'recorded',
    from: 'what nixai run recorded of it',
    input: { argv: [], stdin: text },
  };
}
