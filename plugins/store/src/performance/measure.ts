import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { schema, type Host, type Infer, type Task } from '@nixai/api';
import { storeDirectory, stateDirectory } from '../gather/places.js';
import { each } from '../bundles/verify.js';
import { deadPaths } from '../gc/dead.js';
import { listRoots } from '../roots/roots.js';

const { object, string, integer, number, list, optional, described } = schema;

/** What was measured of the store, and what follows from that. */
export const performanceSchema = object({
  livePaths: integer,
  liveBytes: integer,
  deadPaths: integer,
  databaseBytes: integer,
  links: described('Files that optimisation shares: in .links', integer),
  linkedBytes: described('What they would take without it, less what they take', integer),
  systemBytes: optional(described('Of the system of now, with all that it needs', integer)),
  pathInfoSeconds: described('What asking for all live paths took', number),
  advice: list(object({ what: string, why: string, code: string })),
});
export type Performance = Infer<typeof performanceSchema>;

/** Measures the store: sizes, what nothing keeps, what is shared, how long it takes to answer. */
export async function measure(host: Host, task: Task): Promise<Performance> {
  const { signal } = task;
  const began = performance.now();
  const { livePaths, liveBytes, roots } = await task.step('Live paths', () =>
    listRoots(host, task),
  );
  const pathInfoSeconds = Math.round((performance.now() - began) / 10) / 100;
  const dead = await task.step('What nothing keeps', () => deadPaths(host, signal));
  const links = await task.step('Shared files', (step) => measureLinks(step));
  const database = await stat(join(stateDirectory(), 'db/db.sqlite')).catch(() => undefined);
  const system = roots.find(({ link }) => /profiles\/system(?:-\d+-link)?$/.test(link));
  const found = {
    ...{ livePaths, liveBytes, deadPaths: dead.length, ...links, pathInfoSeconds },
    databaseBytes: database?.size ?? 0,
    ...(system !== undefined && { systemBytes: system.bytes }),
  };
  return { ...found, advice: adviceFor(found) };
}

async function measureLinks(task: Task): Promise<Pick<Performance, 'links' | 'linkedBytes'>> {
  const folder = join(storeDirectory(), '.links');
  const names = await readdir(folder).catch((): string[] => []);
  let linkedBytes = 0;
  await each(names, task.signal, async (name) => {
    const found = await stat(join(folder, name)).catch(() => undefined);
    // One name is that in .links; each beyond the first use is saved.
    if (found !== undefined) linkedBytes += found.size * Math.max(0, found.nlink - 2);
  });
  return { links: names.length, linkedBytes };
}

/** Only from what was measured. */
function adviceFor(found: Omit<Performance, 'advice'>): Performance['advice'] {
  const { deadPaths, livePaths, links } = found;
  return [
    ...(deadPaths > livePaths
      ? [
          {
            what: 'Collect garbage',
            why: `${deadPaths} paths are kept by nothing, and ${livePaths} are in use`,
            code: 'nixai store gc',
          },
        ]
      : []),
    ...(links === 0 && livePaths > 1000
      ? [
          {
            what: 'Share equal files',
            why: `no file of ${livePaths} paths is shared: the store was never optimised`,
            code: 'nix store optimise',
          },
        ]
      : []),
  ];
}
