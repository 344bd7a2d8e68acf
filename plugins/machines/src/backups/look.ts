import { sanitizer, type CommandContext } from '@nixai/api';
import { accessTo } from './access.js';
import { listBackups } from './host/restic.js';
import { isFinished } from './host/snapshots.js';
import { backupNamed, onRepositories, type Opening } from './open.js';
import { notesOf, readBack } from './readBack.js';
import { readRecords, type BackupRecord } from './records.js';
import type { Listed, Verified } from './result.js';

type Context = Pick<CommandContext, 'host' | 'tasks'>;

/** What backups machines have: by their repositories, and where one cannot be read by what is known here. */
export async function listAll(context: Context, opening: Opening): Promise<readonly Listed[]> {
  const { host } = context;
  const access = await accessTo(host, opening.strategy);
  const records = await readRecords(host);
  const outcomes = await onRepositories(context, opening, 'reading the repositories', (one) =>
    listBackups(one),
  );
  return outcomes.map((one): Listed => {
    const { name } = one.machine;
    const own = records.filter(({ machine }) => machine === name);
    const base = { name, repository: access(name).address };
    if (!one.ok)
      return {
        ...{ ...base, fault: one.fault },
        backups: own.map(({ id, made }) => ({ id, made, ...stateOf(own, id, true) })),
      };
    return {
      ...base,
      backups: one.value.map((backup) => ({
        ...{ id: backup.id, made: backup.made },
        ...stateOf(own, backup.id, isFinished(backup)),
      })),
    };
  });
}

function stateOf(
  records: readonly BackupRecord[],
  id: string,
  finished: boolean,
): Pick<Listed['backups'][number], 'state' | 'when' | 'restored'> {
  const known = records.find((one) => one.id === id);
  if (!finished) return { state: 'unfinished' };
  if (known?.verified !== undefined) {
    const { verified: when, restored } = known;
    return { state: 'verified', when, ...(restored !== undefined && { restored }) };
  }
  // What it took when it was whole is no matter any more.
  if (known?.damaged !== undefined) return { state: 'damaged', when: known.damaged };
  return { state: 'unknown' };
}

/** Reads all of repositories, restores a backup of each for a look, and compares it with what it was. */
export async function verifyAll(
  context: Context,
  opening: Opening,
  id: string | undefined,
): Promise<readonly Verified[]> {
  const { host } = context;
  const { clean } = await host.service(sanitizer);
  const access = await accessTo(host, opening.strategy);
  const outcomes = await onRepositories(
    context,
    opening,
    'reading backups',
    async (one, machine) => {
      const backup = backupNamed(await listBackups(one), machine.name, id);
      const restored = await readBack(host, one, backup);
      return { backup, restored, on: one.place.name };
    },
  );
  return outcomes.map((one): Verified => {
    const { name } = one.machine;
    const base = { name, repository: access(name).address };
    if (!one.ok) {
      const on = opening.where.on ?? (opening.where.here === true ? 'here' : name);
      return { ...base, on, verified: false, notes: [], fault: one.fault };
    }
    const { backup, restored, on } = one.value;
    const { files, bytes, seconds, system } = restored;
    return {
      ...{ ...base, on, id: backup.id, made: backup.made, verified: true, files, bytes, seconds },
      ...(system !== undefined && { system }),
      notes: notesOf(restored, clean),
    };
  });
}
