import { isNixaiError, type Host } from '@nixai/api';
import { withOlder } from './faults.js';
import { restoreBackup, type Repository, type Restored } from './host/restic.js';
import type { Finished } from './host/snapshots.js';
import { keepDamaged, keepRecord, knownOf, readRecords } from './records.js';

/**
 * Restores a backup for a look, or into a folder, and keeps what that came to: it counts as verified from
 * then on, or as damaged.
 * @throws NixaiError `backup-damaged`.
 */
export async function readBack(
  host: Host,
  repository: Repository,
  backup: Finished,
  folder?: string,
): Promise<Restored> {
  const { machine, id, made } = backup;
  const known = { machine, id, made, repository: repository.access.address };
  try {
    const restored = await restoreBackup(repository, backup, folder);
    const { seconds, files, bytes } = restored;
    const date = new Date().toISOString();
    const on = repository.place.name;
    await keepRecord(host, {
      ...known,
      verified: date,
      restored: { date, on, seconds, files, bytes },
    });
    return restored;
  } catch (error) {
    if (!isNixaiError(error) || error.code !== 'backup-damaged') throw error;
    await keepDamaged(host, known);
    const { verified } = knownOf(await readRecords(host), machine);
    throw verified === undefined ? error : withOlder(error, verified);
  }
}

/** What is to be known of a backup that was read back. */
export function notesOf(
  { changed, comparedAttributes, spare }: Restored,
  clean: (text: string) => string,
): readonly string[] {
  return [
    ...changedNote(changed.map(clean)),
    ...(spare === 0
      ? []
      : [
          `${spare} files of the repository are of no backup, and were not read: the next run prunes`,
        ]),
    ...(comparedAttributes ? [] : ['extended attributes were not compared: there is no getfattr']),
  ];
}

const changedNote = (changed: readonly string[]): readonly string[] =>
  changed.length === 0
    ? []
    : [
        `${changed.length} ${changed.length === 1 ? 'file was' : 'files were'} written to meanwhile, and not compared: ${changed.slice(0, 3).join(', ')}${changed.length > 3 ? ', …' : ''}`,
      ];
