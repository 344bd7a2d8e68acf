import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { processes, type Host, type Task } from '@nixai/api';
import { isThere, makePrivateFolder, removeTree } from '../disk/folders.js';
import { lastLines } from '../faults.js';
import { stateDirectory, storeDirectory } from '../gather/places.js';
import { verifyContents } from '../nixStore/verifyContents.js';
import { nix, run, say } from '../programs.js';
import { plural } from '../render/bytes.js';
import type { Checked, IntegrityFinding } from './result.js';

export interface Looked {
  readonly checked: readonly Checked[];
  readonly left: readonly string[];
  readonly findings: readonly IntegrityFinding[];
  /** What is no damage, and good to know. */
  readonly notes?: readonly string[];
}

/**
 * Whether the store of this machine has what its database says; with `deep`, each byte of it. Not by
 * `nix-store --verify`, which takes out of the database what is gone.
 */
export async function checkStore(host: Host, deep: boolean, task: Task): Promise<Looked> {
  const { signal } = task;
  const valid = await validPaths(host, signal);
  const names = new Set(await readdir(storeDirectory()));
  const isThereOf = ({ path }: Sized): boolean => names.has(basename(path));
  const findings: IntegrityFinding[] = valid
    .filter((one) => !isThereOf(one))
    .map(({ path }) => finding(path, 'it is gone, and the database has it'));
  const there = valid.filter(isThereOf);
  if (deep) findings.push(...(await changedOf(host, there, task)));
  const bytes = there.reduce((sum, { size }) => sum + size, 0);
  return {
    checked: [{ what: 'paths of the store', items: valid.length, ...(deep && { bytes }) }],
    left: [],
    findings,
  };
}

interface Sized {
  readonly path: string;
  readonly size: number;
}

/** What the database has, with bytes. */
async function validPaths(host: Host, signal: AbortSignal): Promise<readonly Sized[]> {
  const argv = nix('path-info', '--all', '--size');
  const said = await say(host, 'asking the store', argv, { signal });
  return said.split('\n').flatMap((line) => {
    const [, path, size] = /^(\S+)\s+(\d+)$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path, size: Number(size) }];
  });
}

const finding = (path: string, why: string): IntegrityFinding => ({
  ...{ where: 'store', what: path, why, path },
});

/** Those whose contents are not what the database has the hash of. */
async function changedOf(
  host: Host,
  paths: readonly Sized[],
  task: Task,
): Promise<readonly IntegrityFinding[]> {
  const sizes = new Map(paths.map(({ path, size }) => [path, size]));
  const total = paths.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const { changed, failed } = await verifyContents(host, [...sizes.keys()], task, (read) => {
    for (const path of read) done += sizes.get(path) ?? 0;
    task.progress(done, total, 'bytes');
  });
  return [
    ...changed.map((path) => finding(path, 'its contents are others')),
    ...(failed === undefined
      ? []
      : [{ where: 'store' as const, what: 'nix store verify', why: failed }]),
  ];
}

/** SQLite's own check, of a copy: the database of a store that is in use is not touched. */
export async function checkDatabase(
  host: Host,
  scratch: string,
  { signal }: Task,
): Promise<Looked> {
  const folder = join(stateDirectory(), 'db');
  const runner = await host.service(processes);
  const left = (why: string): Looked => ({
    checked: [],
    left: [`the database: ${why}`],
    findings: [],
  });
  if (!(await isThere(join(folder, 'db.sqlite')))) return left(`${folder} has none`);
  if ((await runner.which('sqlite3')) === undefined)
    return left('sqlite3 is not installed (nix-shell -p sqlite)');
  // A writer may come between the two files of a copy: only what is said twice counts.
  for (let round = 0; ; round++) {
    const said = await integrityOf(host, folder, scratch, signal);
    if (said !== 'ok' && round === 0) continue;
    const findings: IntegrityFinding[] =
      said === 'ok' ? [] : [{ where: 'database', what: join(folder, 'db.sqlite'), why: said }];
    return { checked: [{ what: 'database', items: 1 }], left: [], findings };
  }
}

async function integrityOf(
  host: Host,
  folder: string,
  scratch: string,
  signal: AbortSignal,
): Promise<string> {
  const copy = join(scratch, 'db');
  await removeTree(copy);
  await makePrivateFolder(copy);
  try {
    const names = (await readdir(folder)).filter((name) => /^db\.sqlite(?:-wal)?$/.test(name));
    const files = names.map((name) => join(folder, name));
    await say(host, 'copying the database', ['cp', ...files, copy], { signal });
    const argv = ['sqlite3', join(copy, 'db.sqlite'), 'PRAGMA integrity_check'] as const;
    const { code, stdout, stderr } = await run(host, argv, { signal });
    return code === 0 ? stdout.trim() : lastLines(stderr);
  } finally {
    await removeTree(copy);
  }
}

/** Roots of the garbage collector that lead to nothing: no damage, the next collection takes them away. */
export async function checkRoots(): Promise<Looked> {
  const auto = join(stateDirectory(), 'gcroots/auto');
  const names = await readdir(auto).catch((): string[] => []);
  const gone: string[] = [];
  for (const name of names.sort()) {
    const target = await readlink(join(auto, name)).catch(() => undefined);
    if (target !== undefined && !(await isThere(target))) gone.push(target);
  }
  const [first] = gone;
  return {
    checked: [{ what: 'roots', items: names.length }],
    left: [],
    findings: [],
    ...(first !== undefined && {
      notes: [
        `${plural(gone.length, 'root leads', 'roots lead')} to nothing (${first}): links that were deleted; nixai store gc takes them away`,
      ],
    }),
  };
}
