import type { RemoteResult } from '../../ssh/remote.js';
import type { Access } from '../access.js';
import { changedIn, differencesIn, shown } from '../differences.js';
import { backupDamaged, lastLines, scriptFailed } from '../faults.js';
import type { Place } from './place.js';
import {
  acceptScript,
  backUpScript,
  ends,
  forgetScript,
  forgettableScript,
  listScript,
  restoreScript,
  unlockScript,
} from './scripts.js';
import { backupsIn, type Backup, type Finished } from './snapshots.js';

/** One machine's repository, opened where restic runs. */
export interface Repository {
  readonly machine: string;
  readonly place: Place;
  readonly access: Access;
  readonly signal: AbortSignal;
}

/** What is backed up of a machine. */
export interface Sources {
  readonly configuration: string;
  readonly pre: string;
  readonly post: string;
  readonly paths: readonly string[];
}

export interface BackedUp {
  readonly backup: Finished;
  readonly bytes: number;
  /** Bytes that the repository grew by. */
  readonly added: number;
  /** The system that ran, as a store path. */
  readonly system?: string;
  /** Files that were written to while they were read. */
  readonly changed: readonly string[];
  /** With what the command after it ended, where that was not well. */
  readonly postFailed?: string;
}

/** What restoring a backup came to, each file compared with what it was. */
export interface Restored {
  readonly files: number;
  readonly bytes: number;
  /** Restoring and comparing alone. */
  readonly seconds: number;
  readonly system?: string;
  readonly changed: readonly string[];
  /** Whether extended attributes were compared: `getfattr` has to be there, then and now. */
  readonly comparedAttributes: boolean;
  /** Files of the repository that no backup needs, and that nobody has read: one was broken off. */
  readonly spare: number;
}

async function run(
  { machine, place, access, signal }: Repository,
  doing: string,
  script: string,
  args: readonly string[],
): Promise<RemoteResult> {
  const { input, address: repository } = access;
  const once = (text: string, words: readonly string[]): Promise<RemoteResult> =>
    place.script(text, words, { input, signal });
  let said = await once(script, args);
  // One that was killed leaves its lock; that of a living one stays.
  if (said.code === 1 && /already locked/i.test(said.stderr)) {
    await once(unlockScript, []);
    said = await once(script, args);
  }
  if (said.code !== 0 && said.code !== ends.differs)
    throw scriptFailed(said, { doing, place: place.name, machine, repository });
  return said;
}

/** All backups, the oldest first. @param init whether a repository is made where there is none. */
export async function listBackups(
  repository: Repository,
  init = false,
): Promise<readonly Backup[]> {
  const { stdout } = await run(repository, 'reading the repository', listScript, [
    init ? 'init' : '',
  ]);
  return backupsIn(stdout, repository.machine);
}

/** Makes a backup, which nobody has read back yet. */
export async function makeBackup(
  repository: Repository,
  id: string,
  { configuration, pre, post, paths }: Sources,
): Promise<BackedUp> {
  const args = [id, repository.machine, configuration, pre, post, ...paths];
  // What is written from now on is in no backup.
  const made = new Date().toISOString();
  const said = valuesIn((await run(repository, 'the backup', backUpScript, args)).stdout);
  const system = systemIn(said);
  const postFailed = said.get('post');
  return {
    backup: {
      ...{ id, machine: repository.machine, made },
      ...{ data: said.get('data') ?? '', manifest: said.get('manifest') ?? '' },
    },
    bytes: Number(said.get('bytes') ?? 0),
    added: Number(said.get('added') ?? 0),
    ...(system !== undefined && { system }),
    changed: [...changedIn(decoded(said.get('changed')))].map(shown),
    ...(postFailed !== undefined && { postFailed }),
  };
}

/**
 * Restores a backup into a folder, or for a look: all of the repository is read before, and what was
 * restored is compared with what it was after it. Where anything is another nothing is left of it.
 * @throws NixaiError `backup-damaged`.
 */
export async function restoreBackup(
  repository: Repository,
  { id, machine, data, manifest }: Finished,
  folder = '',
): Promise<Restored> {
  const damaged = (why: string) => backupDamaged(machine, id, why);
  const doing = 'restoring';
  const done = await run(repository, doing, restoreScript, [data, manifest, folder]);
  if (done.code !== 0) throw damaged(lastLines(done.stderr) || 'its list of files cannot be read');
  const said = valuesIn(done.stdout);
  const changed = changedIn(decoded(said.get('changed')));
  const differences = differencesIn(decoded(said.get('differences')), changed);
  const isRight = differences.length === 0 && said.get('read') === 'yes' && said.get('id') === id;
  if (folder !== '') await run(repository, doing, acceptScript, [folder, isRight ? 'yes' : 'no']);
  if (!isRight) {
    const some = differences.slice(0, 3).map(({ path, why }) => `${path}: ${why}`);
    const more = differences.length > 3 ? [`and ${differences.length - 3} more`] : [];
    throw damaged([...some, ...more].join('; ') || 'it is another backup than its name says');
  }
  const system = systemIn(said);
  return {
    files: Number(said.get('files') ?? 0),
    bytes: Number(said.get('bytes') ?? 0),
    seconds: Number(said.get('seconds') ?? 0) / 1000,
    ...(system !== undefined && { system }),
    changed: [...changed].map(shown),
    comparedAttributes: !said.has('noxattr'),
    spare: Number(said.get('spare') ?? 0),
  };
}

/** The backups that rules of restic's keep for nobody. */
export async function forgettable(
  repository: Repository,
  rules: readonly string[],
): Promise<ReadonlySet<string>> {
  const doing = 'reading the repository';
  const { stdout } = await run(repository, doing, forgettableScript, rules);
  const groups = JSON.parse(stdout) as readonly {
    readonly remove: readonly { readonly id: string }[] | null;
  }[];
  return new Set(groups.flatMap(({ remove }) => (remove ?? []).map(({ id }) => id)));
}

/** Takes backups away for good. */
export async function forgetBackups(
  repository: Repository,
  backups: readonly Backup[],
): Promise<void> {
  const ids = backups.flatMap(({ data, manifest }) =>
    manifest === undefined ? [data] : [manifest, data],
  );
  await run(repository, 'taking backups away', forgetScript, ids);
}

function valuesIn(stdout: string): ReadonlyMap<string, string> {
  return new Map(
    stdout.split('\n').flatMap((line) => {
      const at = line.indexOf('\t');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
    }),
  );
}

/** What a machine says is its system, where it can be one. */
function systemIn(said: ReadonlyMap<string, string>): string | undefined {
  const system = said.get('system') ?? '';
  return /^\/nix\/store\/[\w.+?=-]+$/.test(system) ? system : undefined;
}

const decoded = (text = ''): string => Buffer.from(text, 'base64').toString();
