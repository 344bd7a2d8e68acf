// What Linux tells of processes under /proc. Anyone may read it, also of a builder that another user runs.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Ticks a second in which Linux counts the time of a process, on every machine that Node runs on. */
const ticks = 100;

export interface Process {
  readonly name: string;
  /** Seconds of processor time, its own. */
  readonly own: number;
  /** And of those that it has started, and that have ended. */
  readonly ended: number;
}

/** A process; undefined where it is gone, or where there is no /proc. */
export async function processAt(proc: string, pid: string): Promise<Process | undefined> {
  const text = await readFile(join(proc, pid, 'stat'), 'utf8').catch(() => undefined);
  // The name stands in brackets, and may hold any.
  const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(text ?? '') ?? [];
  if (name === undefined || rest === undefined) return undefined;
  const [user = NaN, system = NaN, endedUser = NaN, endedSystem = NaN] = rest
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return { name, own: (user + system) / ticks, ended: (endedUser + endedSystem) / ticks };
}

/** The processes that one has started and that still run; each thread has a list of its own. */
export async function childrenOf(proc: string, pid: string): Promise<readonly string[]> {
  const threads = await readdir(join(proc, pid, 'task')).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) =>
      readFile(join(proc, pid, 'task', thread, 'children'), 'utf8').catch(() => ''),
    ),
  );
  return lists.flatMap((list) => list.split(' ').filter((one) => one !== ''));
}

/** The process of nix-daemon that serves this client; it is called by the number of the client. */
export async function servantOf(proc: string, client: string): Promise<string | undefined> {
  for (const pid of await readdir(proc).catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(join(proc, pid, 'cmdline'), 'utf8').catch(() => '');
    const [program = '', word] = line.split('\0');
    if (word === client && /(?:^|\/)nix(?:-daemon)?$/.test(program)) return pid;
  }
  return undefined;
}

/** Seconds of processor time that all programs of the machine took since it started; undefined without /proc. */
export async function busyAt(proc: string): Promise<number | undefined> {
  const text = await readFile(join(proc, 'stat'), 'utf8').catch(() => '');
  const [, line] = /^cpu +(.*)$/m.exec(text) ?? [];
  if (line === undefined) return undefined;
  const [user = 0, nice = 0, system = 0, , , hard = 0, soft = 0] = line.split(' ').map(Number);
  return (user + nice + system + hard + soft) / ticks;
}
