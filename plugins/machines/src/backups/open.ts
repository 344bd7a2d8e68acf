import { sanitizer, type CommandContext, type Task } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { machineNamed } from '../select/chosen.js';
import { anyFault, connectionsFor, onEach, type Outcome } from '../ssh/each.js';
import { accessTo } from './access.js';
import { noBackup } from './faults.js';
import type { Where } from './flags.js';
import { placeHere, placeOn, type Place } from './host/place.js';
import type { Repository } from './host/restic.js';
import { isFinished, type Backup, type Finished } from './host/snapshots.js';
import type { Strategy } from './strategy.js';

/** The machines whose backups a command is about. */
export interface Opening {
  readonly fleet: Fleet;
  readonly machines: readonly KnownMachine[];
  readonly strategy: Strategy;
  readonly where: Partial<Where>;
}

export type Work<T> = (repository: Repository, machine: KnownMachine, task: Task) => Promise<T>;

/** Works with each machine's repository: on itself, or with all of them at one place. */
export async function onRepositories<T>(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  { fleet, machines, strategy, where }: Opening,
  title: string,
  work: Work<T>,
): Promise<readonly Outcome<T>[]> {
  const { host, tasks } = context;
  const access = await accessTo(host, strategy);
  const at = (place: Place, machine: KnownMachine, task: Task) => {
    const { name } = machine;
    return work({ machine: name, place, access: access(name), signal: task.signal }, machine, task);
  };
  if (where.on === undefined && where.here !== true)
    return onEach(context, fleet, machines, title, (remote, task) =>
      at(placeOn(remote), remote.machine, task),
    );
  const { clean } = await host.service(sanitizer);
  const connections = await connectionsFor(host, fleet);
  try {
    return await tasks.run(title, async (task) => {
      const place =
        where.on === undefined
          ? placeHere(host)
          : placeOn(await connections.to(machineNamed(fleet, where.on), task.signal));
      const settled = await task.all(
        machines,
        { title: ({ name }) => name, concurrency: 1, onError: 'collect' },
        (machine, one) => at(place, machine, one),
      );
      return settled.map((one): Outcome<T> =>
        one.ok
          ? { machine: one.item, ok: true, value: one.value }
          : { machine: one.item, ok: false, fault: anyFault(one.error, clean) },
      );
    });
  } finally {
    connections.close();
  }
}

/** The backup that is meant. @throws NixaiError `backup-unknown`. */
export function backupNamed(
  backups: readonly Backup[],
  machine: string,
  id: string | undefined,
): Finished {
  const finished = backups.filter(isFinished);
  const found =
    id === undefined ? finished.at(-1) : finished.findLast((one) => one.id.startsWith(id));
  if (found === undefined) throw noBackup(machine, id);
  return found;
}
