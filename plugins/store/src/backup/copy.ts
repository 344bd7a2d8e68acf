import { processes, type Host, type Task } from '@nixai/api';
import type { StoreRecord } from '../bundles/describe.js';
import { lastLines, stepFailed, unfitPlace } from '../faults.js';
import { nix } from '../programs.js';

/** What is copied, so that it can be said how far it is. */
type Sized = Pick<StoreRecord, 'path' | 'narSize'>;

/**
 * Copies what roots need into a binary cache. What is there already is passed over by Nix; one that is
 * broken off leaves whole paths, and is taken up by the next.
 * @param paths with all that they need.
 */
export async function copyToCache(
  host: Host,
  paths: readonly string[],
  cache: string,
  missing: readonly Sized[],
  task: Task,
): Promise<void> {
  if (missing.length === 0) return;
  await copyPaths(host, ['--to', cacheAddress(cache)], paths, missing, task);
}

/** Copies from a cache to a store: this machine's, or another by its address. */
export async function copyFromCache(
  host: Host,
  cache: string,
  store: string | undefined,
  paths: readonly string[],
  missing: readonly Sized[],
  task: Task,
): Promise<void> {
  const to = store === undefined ? [] : ['--to', store];
  const words = ['--no-check-sigs', '--from', cacheAddress(cache), ...to];
  await copyPaths(host, words, paths, missing, task);
}

/** `nix copy`, told as it goes: each path that Nix has done counts with its bytes. */
async function copyPaths(
  host: Host,
  words: readonly string[],
  paths: readonly string[],
  missing: readonly Sized[],
  task: Task,
): Promise<void> {
  const runner = await host.service(processes);
  const sizes = new Map(missing.map(({ path, narSize }) => [path, narSize]));
  const total = missing.reduce((sum, { narSize }) => sum + narSize, 0);
  const argv = nix('copy', '--log-format', 'internal-json', ...words, ...paths);
  const program = await runner.start(argv, { signal: task.signal });
  program.stdin.end();
  program.stdout.resume();
  const going = new Map<number, string>();
  const said: string[] = [];
  let done = 0;
  for await (const line of program.lines('stderr')) {
    const event = eventIn(line);
    if (event === undefined) said.push(line);
    else if (event.action === 'start' && event.path !== undefined) going.set(event.id, event.path);
    else if (event.action === 'stop') {
      done += sizes.get(going.get(event.id) ?? '') ?? 0;
      going.delete(event.id);
      task.progress(done, total, 'bytes');
    } else if (event.message !== undefined) said.push(event.message);
    if (said.length > 50) said.shift();
  }
  const { code } = await program.exited;
  if (code !== 0)
    throw stepFailed('nix copy', lastLines(said.join('\n')) || `it ended with ${code}`);
}

interface CopyEvent {
  readonly action: string;
  readonly id: number;
  readonly path?: string;
  readonly message?: string;
}

/** Nix's number for the copy of one path (`logging.hh`). */
const copyPath = 100;

/** A line of `--log-format internal-json`; undefined for any other. */
function eventIn(line: string): CopyEvent | undefined {
  if (!line.startsWith('@nix ')) return undefined;
  try {
    const { action, id, type, fields, msg, level } = JSON.parse(line.slice(5)) as {
      readonly action: string;
      readonly id?: number;
      readonly type?: number;
      readonly fields?: readonly unknown[];
      readonly msg?: string;
      readonly level?: number;
    };
    const [path] = fields ?? [];
    return {
      action,
      id: id ?? 0,
      ...(type === copyPath && typeof path === 'string' && { path }),
      ...(action === 'msg' && level !== undefined && level <= 1 && { message: msg }),
    };
  } catch {
    return undefined;
  }
}

/** A cache as Nix's address of it. */
export function cacheAddress(folder: string): string {
  // Older versions take an address by the letter, newer ones decode it: these letters are both.
  if (!/^[\w./@+,=~-]+$/.test(folder))
    throw unfitPlace(folder, 'Nix cannot be told of a folder with such letters in its name');
  return `file://${folder}?compression=none`;
}
