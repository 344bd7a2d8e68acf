import { isNixaiError, NixaiError, sanitizer, type CommandContext } from '@nixai/api';
import { newDeploymentId } from '../deploy/record.js';
import { accessTo } from './access.js';
import { listBackups, makeBackup } from './host/restic.js';
import { onRepositories, type Opening, type Work } from './open.js';
import { pruneOne } from './prune.js';
import { notesOf, readBack } from './readBack.js';
import { keepRecord } from './records.js';
import type { Ran } from './result.js';

/** What is done besides making them. */
export interface RunRequest {
  readonly init: boolean;
  readonly verify: boolean;
  readonly prune: boolean;
}

type Done = Omit<Ran, 'name' | 'repository' | 'fault'>;

/** Backs machines up, each by its own restic, and reads back what was made. */
export async function runBackups(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  opening: Opening,
  request: RunRequest,
): Promise<readonly Ran[]> {
  const { host } = context;
  const access = await accessTo(host, opening.strategy);
  const outcomes = await onRepositories(
    context,
    { ...opening, where: {} },
    'backing up',
    backUp(context, opening, request),
  );
  return outcomes.map((one): Ran => {
    const { name } = one.machine;
    const base = { name, repository: access(name).address };
    return one.ok
      ? { ...base, ...one.value }
      : { ...base, verified: false, notes: [], fault: one.fault };
  });
}

const backUp =
  (
    { host }: Pick<CommandContext, 'host'>,
    { strategy }: Opening,
    { init, verify, prune }: RunRequest,
  ): Work<Done> =>
  async (repository, { name, nixosPath }, task) => {
    if (init) await listBackups(repository, true);
    const { paths, pre = '', post = '' } = strategy;
    const sources = { configuration: nixosPath ?? '/etc/nixos', pre, post, paths };
    const id = newDeploymentId();
    task.status('backing up');
    const { backup, bytes, added, postFailed, system, changed } = await makeBackup(
      repository,
      id,
      sources,
    );
    await keepRecord(host, {
      ...{ machine: name, id, made: backup.made, repository: repository.access.address },
    });
    const after = postFailed === undefined ? [] : [`the command after it ended with ${postFailed}`];
    const made = { id, bytes, added, ...(system !== undefined && { system }) };
    if (!verify) {
      const some = changed.length > 0 ? [`${changed.length} files were written to meanwhile`] : [];
      return { ...made, verified: false, notes: [...after, ...some, 'nobody has read it back'] };
    }
    task.status('reading it back');
    const { clean } = await host.service(sanitizer);
    const restored = await readBack(host, repository, backup).catch((error: unknown) => {
      throw withMade(error, id);
    });
    const { files, seconds } = restored;
    const done = {
      ...made,
      verified: true,
      files,
      seconds,
      notes: [...after, ...notesOf(restored, clean)],
    };
    if (!prune) return done;
    task.status('taking away what no rule keeps');
    return { ...done, pruned: await pruneOne(host, repository, name, strategy) };
  };

/** That there is a backup all the same, which nobody has read back. */
function withMade(error: unknown, id: string): unknown {
  if (!isNixaiError(error) || ['backup-damaged', 'interrupted'].includes(error.code)) return error;
  const { code, what, why, hint, exitCode } = error;
  return new NixaiError({
    ...{ code, exitCode, what: `the backup ${id} was made, and not read back: ${what}` },
    ...(why !== undefined && { why }),
    ...(hint !== undefined && { hint }),
  });
}
