import type { Task } from '@nixai/api';
import type { Snapshot, StoreEngine } from '../engines/engine.js';
import { noSnapshot } from '../faults.js';

/** A backup by its id, the beginning of it, the repository's own name, or `latest`. */
export async function findSnapshot(
  engine: StoreEngine,
  name: string,
  task: Pick<Task, 'signal'>,
): Promise<Snapshot> {
  const all = await engine.snapshots(task);
  if (name === 'latest') {
    const last = all.at(-1);
    if (last === undefined) throw noSnapshot(name, engine.place);
    return last;
  }
  const found = all.filter(({ id, own }) => id.startsWith(name) || own?.startsWith(name) === true);
  const [one] = found;
  if (one === undefined || found.length > 1 || name === '') throw noSnapshot(name, engine.place);
  return one;
}
