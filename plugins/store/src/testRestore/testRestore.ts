import { join } from 'node:path';
import { schema, type CommandContext, type Infer } from '@nixai/api';
import { removeTree } from '../disk/folders.js';
import type { StoreEngine } from '../engines/engine.js';
import { run } from '../programs.js';
import { keepRecord, newestVerified, readRecords } from '../records/records.js';
import { restore } from '../restore/restore.js';

const { object, string, integer, number, optional, described } = schema;

/** What restoring all of a backup came to, and what follows for the day on which it is needed. */
export const testedSchema = object({
  id: string,
  place: string,
  paths: integer,
  files: integer,
  bytes: described('Of store paths, unpacked', integer),
  recoverySeconds: described('What restoring all of it took here', number),
  newestVerifiedDays: optional(described('Age of the newest backup that was read back', number)),
});
export type Tested = Infer<typeof testedSchema>;

/** Restores a backup into a folder of nixai's own, reads all of it again, and throws it away. */
export async function testRestore(
  context: Pick<CommandContext, 'host' | 'tasks' | 'signal'>,
  { engine, name, folder }: { engine: StoreEngine; name: string; folder: string },
): Promise<Tested> {
  const { host, tasks } = context;
  const to = join(folder, 'test-restore');
  const clear = async (): Promise<void> => {
    // What is in a store may not be written, not even by its owner.
    await run(host, ['chmod', '-R', 'u+w', to], { signal: AbortSignal.timeout(600_000) });
    await removeTree(to);
  };
  await clear();
  try {
    // The folder is nixai's own: there is nobody to ask.
    const carryOut: CommandContext['carryOut'] = (plan) =>
      tasks.run(plan.about, (task) => plan.apply(task));
    const request = { engine, name, to, switches: false, dryRun: false, yes: true };
    const done = await restore({ ...context, carryOut }, request);
    const { id, place, paths, files, bytes, seconds } = done;
    const now = new Date();
    await keepRecord(host, {
      ...{ id, place, engine: engine.name, made: done.made },
      verified: now.toISOString(),
      tested: { date: now.toISOString(), seconds, bytes },
    });
    const newest = await newestVerified(host, place);
    return {
      ...{ id, place, paths, files, bytes, recoverySeconds: seconds },
      ...(newest !== undefined && { newestVerifiedDays: daysSince(newest.made, now) }),
    };
  } finally {
    await clear();
  }
}

/** Days, to a hundredth. */
export const daysSince = (made: string, now: Date): number =>
  Math.round((now.getTime() - new Date(made).getTime()) / 864_000) / 100;

/** The last time that a backup was restored to see whether it can be. */
export async function lastTested(host: CommandContext['host']) {
  const records = await readRecords(host);
  return records
    .filter((one) => one.tested !== undefined)
    .sort((a, b) => ((a.tested?.date ?? '') < (b.tested?.date ?? '') ? -1 : 1))
    .at(-1);
}
