import { availableParallelism } from 'node:os';
import type { Built } from '../results/built.js';
import { busyAt, childrenOf, processAt, servantOf } from './processes.js';

/** Milliseconds between two looks. */
const between = 500;
/** Builds that took less are over before they were looked at often enough. */
const leastSeconds = 3;

/** What was seen at one time: seconds of processor time up to then. */
export interface Look {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of builders. */
  readonly builders: number;
  /** Of all programs of the machine. */
  readonly all: number;
}

/**
 * Adds up the processor time of what the Nix that this process has started builds with: its own builders,
 * or those of the daemon that works for it.
 * @param proc for tests: a folder that stands for /proc.
 * @returns ends the watch, and gives what was seen: nothing where there is no /proc.
 */
export function watchCores(
  proc = '/proc',
  self = String(process.pid),
): () => Promise<readonly Look[]> {
  const looks: Look[] = [];
  const servants = new Map<string, string | undefined>();
  // By the process that starts builders. What it took only grows; the last look at it is what is known.
  const took = new Map<string, number>();
  const look = async (): Promise<void> => {
    for (const client of await nixOf(proc, self)) {
      const servant = servants.get(client) ?? (await servantOf(proc, client));
      servants.set(client, servant);
      for (const root of servant === undefined ? [client] : [client, servant])
        took.set(root, Math.max(took.get(root) ?? 0, await timeBelow(proc, root)));
    }
    const all = await busyAt(proc);
    const builders = [...took.values()].reduce((sum, one) => sum + one, 0);
    if (all !== undefined) looks.push({ at: Date.now(), builders, all });
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, between);
  return async () => {
    clearInterval(timer);
    await looking;
    return looks;
  };
}

/**
 * How many cores the builders kept busy, and how many other programs did; undefined where that cannot be told.
 * @param since when all of it began, in milliseconds since 1970.
 */
export function coresOf(
  builds: Built['builds'],
  looks: readonly Look[],
  since: number,
): Built['cores'] {
  if (builds.some(({ from }) => from !== undefined)) return undefined;
  const begin = since + 1000 * Math.min(...builds.map(({ at }) => at ?? NaN));
  const end = since + 1000 * Math.max(...builds.map(({ at, seconds }) => (at ?? NaN) + seconds));
  const during = looks.filter(({ at }) => at >= begin - between && at <= end + between);
  const [first, last] = [during[0], during.at(-1)];
  if (first === undefined || last === undefined || last.builders === 0) return undefined;
  const seconds = (last.at - first.at) / 1000;
  if (!(seconds >= leastSeconds)) return undefined;
  const used = (last.builders - first.builders) / seconds;
  const others = Math.max(0, (last.all - first.all) / seconds - used);
  return { used: rounded(used), others: rounded(others), there: availableParallelism() };
}

const rounded = (value: number): number => Number(value.toFixed(2));

/** The processes of Nix among those that this one has started, and that those have. */
async function nixOf(proc: string, pid: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const child of await childrenOf(proc, pid)) {
    const name = (await processAt(proc, child))?.name ?? '';
    if (/^nix(?:-build|-shell|-store)?$/.test(name)) found.push(child);
    else found.push(...(await nixOf(proc, child)));
  }
  return found;
}

/** Seconds of processor time of all that a process has started, at any depth. */
async function timeBelow(proc: string, root: string): Promise<number> {
  const itself = await processAt(proc, root);
  if (itself === undefined) return 0;
  const below = await Promise.all(
    (await childrenOf(proc, root)).map(async (child) => {
      const one = await processAt(proc, child);
      return one === undefined ? 0 : one.own + (await timeBelow(proc, child));
    }),
  );
  return below.reduce((sum, one) => sum + one, itself.ended);
}
