import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { processes, type Host, type Task } from '@nixai/api';
import { isThere, makePrivateFolder, removeTree } from '../disk/folders.js';
import { lastLines } from '../faults.js';
import { stateDirectory } from '../gather/places.js';
import { run, say } from '../programs.js';
import type { Checked, IntegrityFinding } from './result.js';

export interface Looked {
  readonly checked: readonly Checked[];
  readonly left: readonly string[];
  readonly findings: readonly IntegrityFinding[];
}

/** Whether the store of this machine has what its database says; with `deep`, each byte of it. */
export async function checkStore(host: Host, deep: boolean, { signal }: Task): Promise<Looked> {
  const words = ['--verify', ...(deep ? ['--check-contents'] : [])];
  const { code, stdout, stderr } = await run(host, ['nix-store', ...words], { signal });
  const valid = await say(host, 'nix-store', ['nix-store', '--gc', '--print-live'], {
    signal,
  }).catch(() => '');
  const findings = findingsIn(`${stdout}\n${stderr}`);
  if (code !== 0 && findings.length === 0)
    findings.push({ where: 'store', what: 'nix-store --verify', why: lastLines(stderr) });
  const items = valid.split('\n').filter((line) => line.startsWith('/')).length;
  return { checked: [{ what: 'live paths of the store', items }], left: [], findings };
}

/** What `nix-store --verify` says of paths. */
function findingsIn(said: string): IntegrityFinding[] {
  const found: IntegrityFinding[] = [];
  // eslint-disable-next-line no-control-regex
  for (const line of said.replace(/\u001b\[[0-9;]*m/g, '').split('\n')) {
    const modified = /path '([^']+)' was modified! (.*)$/.exec(line);
    const gone = /path '([^']+)' disappeared/.exec(line);
    const [, path] = modified ?? gone ?? [];
    if (path !== undefined)
      found.push({
        where: 'store',
        what: path,
        why: gone ? 'it is gone, and the database has it' : 'its contents are others',
        path,
      });
  }
  return found;
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

/** Roots of the garbage collector that lead to nothing. */
export async function checkRoots(): Promise<Looked> {
  const auto = join(stateDirectory(), 'gcroots/auto');
  const names = await readdir(auto).catch((): string[] => []);
  const findings: IntegrityFinding[] = [];
  for (const name of names.sort()) {
    const target = await readlink(join(auto, name)).catch(() => undefined);
    if (target !== undefined && !(await isThere(target)))
      findings.push({
        where: 'roots',
        what: join(auto, name),
        why: `it leads to ${target}, which is not there`,
      });
  }
  return { checked: [{ what: 'roots', items: names.length }], left: [], findings };
}
