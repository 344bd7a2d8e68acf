// strace: what a run of nixai asks of the kernel, and making the n-th request fail.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedCli } from '../../support/packed.js';

/** Whether strace may trace here. */
export const hasStrace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** What changes a file or makes it last. */
const calls = [
  ...['write', 'pwrite64', 'writev', 'pwritev', 'fsync', 'fdatasync', 'ftruncate'],
  ...['rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'link', 'linkat'],
  ...['mkdir', 'mkdirat', 'rmdir'],
];

/**
 * How strace takes less time. Programs that a writer starts, and that do not write for it, are let go
 * (git); or a filter in the kernel lets other calls pass, with which strace puts no signals in.
 */
function quick({ npm, starts }, fault) {
  if (starts) return ['-b', 'execve'];
  return npm || fault === 'KILL' ? [] : ['--seccomp-bpf'];
}

/** Runs `nixai` under strace; resolves with its code, its stderr and the lines of the log. */
export async function traced(home, argv, options = [], input) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-strace-'));
  const log = join(folder, 'log');
  const known = new Set(supported());
  const trace = `trace=${calls.filter((call) => known.has(call)).join(',')}`;
  const child = spawn(
    'strace',
    ['-f', '-qq', '-y', '-o', log, '-e', trace, ...options].concat(
      process.execPath,
      installedCli().bin,
      argv,
    ),
    {
      cwd: home.path,
      // One thread for files: the n-th call is then the same one in each run.
      env: { ...home.env, UV_THREADPOOL_SIZE: '1' },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
    },
  );
  child.stdin?.on('error', () => {}).end(input);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const [code, signal] = await new Promise((resolve) =>
    child.on('close', (...ended) => resolve(ended)),
  );
  const lines = readFileSync(log, 'utf8').split('\n');
  rmSync(folder, { recursive: true, force: true });
  return { code, signal, stderr, lines };
}

/**
 * The calls of a run on files of that home, each told by its name and by which of that name it is
 * (`rank`). `number` counts all of its thread, as strace does.
 */
function callsIn(lines, home) {
  const counts = new Map();
  const ranks = new Map();
  const found = [];
  for (const line of lines) {
    const [, thread, name] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
    if (name === undefined) continue;
    const key = `${thread} ${name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    // What Node compiled is kept in some runs, and not in others.
    if (!line.includes(home.path) || line.includes('/.cache/nixai/compiled/')) continue;
    ranks.set(name, (ranks.get(name) ?? 0) + 1);
    found.push({ name, rank: ranks.get(name), number: counts.get(key) });
  }
  return found;
}

/** Every call of a run that touches a file of that home, with the numbers it had in some runs. */
export async function callsOn(home, writer, reset) {
  const found = new Map();
  for (let run = 0; run < 6; run++) {
    reset();
    const { lines } = await traced(home, writer.argv(home), quick(writer), writer.input);
    for (const { name, rank, number } of callsIn(lines, home)) {
      const call = found.get(`${name} ${rank}`) ?? { name, rank, numbers: [] };
      found.set(`${name} ${rank}`, call);
      call.numbers.push(number);
    }
  }
  return [...found.values()];
}

/**
 * Runs with that call failing: an error (`ENOSPC`) or a signal (`KILL`). Which number a write has
 * changes a little from run to run, as threads wake each other by writes: where another call was
 * hit, `reset` is called, and it is tried with the next number that it was seen to have.
 */
export async function runWithFault(home, writer, { name, numbers }, fault, reset) {
  // Each number near the ones it was seen to have, and once more; where every call is tried, far more.
  const most = writer.npm ? 6 : Number(process.env.NIXAI_TRUST_CALLS) >= 100 ? 80 : 14;
  const what = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
  const mark = fault === 'KILL' ? /= \?|unfinished/ : /\(INJECTED\)/;
  const near = [0, -1, 1, -2, 2, -3, 3]
    .flatMap((off) => numbers.map((number) => number + off))
    .filter((number) => number > 0);
  for (let tries = 0; ; tries++) {
    reset();
    const at = near[tries % near.length];
    const inject = ['-e', `inject=${name}:${what}:when=${at}`, ...quick(writer, fault)];
    const run = await traced(home, writer.argv(home), inject, writer.input);
    const struck = run.lines.filter((line) => mark.test(line));
    // strace counts for each thread: the same number of another one may be a write by which Node
    // wakes itself, and Node aborts where that fails.
    const isElsewhere = fault !== 'KILL' && struck.some((line) => !line.includes(home.path));
    const hit = !isElsewhere && struck.some((line) => line.includes(home.path));
    if (hit || tries === most) return { ...run, hit };
  }
}

let names;
/** The calls that this kernel's architecture has: arm64 has no `rename`, for one. */
function supported() {
  names ??= calls.filter(
    (call) =>
      spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', `trace=${call}`, 'true']).status === 0,
  );
  return names;
}

/** A copy of a folder, with modes and times. */
export function copyFolder(from, to) {
  rmSync(to, { recursive: true, force: true });
  execFileSync('cp', ['-a', from, to]);
}
