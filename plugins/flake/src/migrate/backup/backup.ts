import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, files, isNixaiError, NixaiError, type FileService, type Host } from '@nixai/api';
import { textOf } from '../../read/regular.js';
import { scan, type Kept } from './scan.js';

/** A folder as it was before a migration. */
export interface Backup {
  readonly version: 1;
  readonly id: string;
  /** ISO 8601. */
  readonly date: string;
  /** `to-flakes`. */
  readonly about: string;
  readonly folder: string;
  readonly kept: readonly Kept[];
  /** What the migration was about to write, and what that would be; null for a file that goes. */
  readonly writes: readonly { readonly path: string; readonly sha256: string | null }[];
}

type Places = Pick<Host, 'paths'>;

const folderOf = ({ paths }: Places): string => join(paths.data, 'migrations');
const listOf = (places: Places, id: string): string => join(folderOf(places), id, 'backup.json');
const contentOf = (places: Places, id: string, sha256: string): string =>
  join(folderOf(places), id, 'content', sha256);

/** Milliseconds to wait for another migration that keeps its folder. */
const patience = 10_000;

/**
 * Keeps a folder, outside of it, before anything in it is written. The list comes last: a backup without
 * one was cut off, and nothing had been written then.
 * @throws NixaiError `migrate-unreadable`, `migrate-too-large`, `write-failed`, `locked`.
 */
export async function keepFolder(
  host: Host,
  given: Omit<Backup, 'version' | 'id' | 'date' | 'kept'>,
): Promise<Backup> {
  const contents = new Map<string, Buffer>();
  const kept = scan(given.folder, (sha256, bytes) => contents.set(sha256, bytes));
  const service = await host.service(files);
  const lock = await service.lock(join(folderOf(host), 'migrations.lock'), patience);
  try {
    await removeCutOff(host, service);
    const date = new Date();
    const id = newId(host, date);
    for (const [sha256, bytes] of contents)
      await service.write(contentOf(host, id, sha256), bytes, { mode: 0o600 });
    const backup: Backup = { version: 1, id, date: date.toISOString(), ...given, kept };
    await service.write(listOf(host, id), `${JSON.stringify(backup, undefined, 1)}\n`, {
      mode: 0o600,
    });
    return backup;
  } catch (cause) {
    // What a disk that fails does not remove either, the next migration does.
    await removeCutOff(host, service).catch(() => {});
    throw isNixaiError(cause) ? notKept(given.folder, cause) : cause;
  } finally {
    await lock.release();
  }
}

const notKept = (folder: string, { why, hint, cause }: NixaiError): NixaiError =>
  new NixaiError({
    code: 'write-failed',
    what: `nothing was changed, as ${folder} could not be kept`,
    why,
    hint,
    cause,
  });

/** Removes what was kept of folders whose list was never written: only their contents are there. */
async function removeCutOff(host: Places, service: FileService): Promise<void> {
  for (const id of names(host)) {
    if (existsSync(listOf(host, id))) continue;
    for (const sha256 of namesIn(join(folderOf(host), id, 'content')))
      await service.remove(contentOf(host, id, sha256));
  }
}

/** The day, and a number for each of that day. */
function newId(host: Places, date: Date): string {
  const day = date.toISOString().slice(0, 10);
  for (let number = 1; ; number++) {
    const id = `${day}-${number}`;
    if (!existsSync(listOf(host, id))) return id;
  }
}

const names = (host: Places): readonly string[] =>
  namesIn(folderOf(host)).filter((name) => /^\d{4}-\d\d-\d\d-\d+$/.test(name));

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The backups of migrations, the newest first. */
export function backups(host: Places): readonly Backup[] {
  return names(host)
    .flatMap((id) => readBackup(host, id) ?? [])
    .toSorted((a, b) => (a.date < b.date ? 1 : -1));
}

function readBackup(host: Places, id: string): Backup | undefined {
  try {
    const backup = JSON.parse(textOf(listOf(host, id)) ?? '') as Backup;
    return backup.version === 1 && Array.isArray(backup.kept) ? backup : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The backup of that id, or the newest one.
 * @throws NixaiError `migration-unknown`.
 */
export function backupOf(host: Places, id: string | undefined): Backup {
  const known = backups(host);
  const found = id === undefined ? known[0] : known.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new NixaiError({
    code: 'migration-unknown',
    what: id === undefined ? 'there has been no migration' : `there is no migration ${id}`,
    hint: 'nixai migrate list',
    exitCode: ExitCode.refused,
  });
}

/** The bytes of a file that was kept; undefined where they are no longer those. */
export function keptBytes(host: Places, { id }: Backup, { sha256 = '' }: Kept): Buffer | undefined {
  try {
    const bytes = readFileSync(contentOf(host, id, sha256));
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
