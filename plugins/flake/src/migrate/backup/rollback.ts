import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import {
  ExitCode,
  files,
  NixaiError,
  processes,
  type Action,
  type CommandContext,
  type FileChange,
  type Host,
  type Plan,
} from '@nixai/api';
import { keptBytes, type Backup } from './backup.js';
import { difference, scan, type Kept } from './scan.js';

/** What it takes to have a folder as it was. */
export interface WayBack {
  readonly changes: readonly FileChange[];
  /** Links, folders, modes and owners, as programs and their arguments. */
  readonly runs: readonly (readonly [string, ...string[]])[];
  /** Files whose content is from after the migration: what is in them is kept by `nixai undo`. */
  readonly changedSince: readonly string[];
  /** What came after the migration, and stays. */
  readonly left: readonly string[];
}

/**
 * Compares a folder with its backup.
 * @throws NixaiError `migration-blocked` where something else stands in the place of a file.
 */
function wayBack(host: Host, backup: Backup): WayBack {
  const { folder, kept, writes } = backup;
  const now = new Map(
    (existsSync(folder) ? scan(folder) : []).map((one) => [one.path, one] as const),
  );
  const written = new Map(writes.map(({ path, sha256 }) => [path, sha256]));
  const changes: FileChange[] = [];
  const runs: [string, ...string[]][] = [];
  const changedSince: string[] = [];
  for (const before of kept) {
    const is = now.get(before.path);
    const path = join(folder, before.path);
    if (is !== undefined && is.type !== before.type) throw blocked(path, is, before);
    if (before.type === 'file' && is?.sha256 !== before.sha256) {
      const bytes = keptBytes(host, backup, before);
      if (bytes === undefined) throw damaged(path);
      changes.push({ path, content: bytes, mode: before.mode & 0o777, expect: is?.sha256 ?? '' });
      if (is !== undefined && written.get(before.path) !== is.sha256)
        changedSince.push(before.path);
    }
    if (before.type === 'folder' && is === undefined) runs.push(['mkdir', '-p', '--', path]);
    if (before.type === 'link' && is?.target !== before.target)
      runs.push(['ln', '-sfn', '--', before.target ?? '', path]);
  }
  for (const before of kept)
    runs.push(...attributes(join(folder, before.path), before, now.get(before.path)));
  const known = new Set(kept.map(({ path }) => path));
  const extra = [...now.values()].filter(({ path }) => !known.has(path));
  const made = extra.filter(({ path, type }) => type === 'file' && isMade(path, written));
  for (const { path, sha256 } of made)
    changes.push({ path: join(folder, path), content: undefined, expect: sha256 });
  return {
    changes,
    runs,
    changedSince,
    left: extra.filter((one) => !made.includes(one)).map(({ path }) => path),
  };
}

/** The lock of a flake that the migration made is Nix's answer to it. */
const isMade = (path: string, written: ReadonlyMap<string, string | null>): boolean =>
  written.has(path) || (path === 'flake.lock' && written.has('flake.nix'));

function attributes(path: string, before: Kept, now: Kept | undefined): [string, ...string[]][] {
  const found: [string, ...string[]][] = [];
  if (now !== undefined && (now.uid !== before.uid || now.gid !== before.gid))
    found.push(['chown', '-h', `${before.uid}:${before.gid}`, '--', path]);
  if (before.type === 'link' || before.type === 'other') return found;
  // What is made anew has the mode that the umask leaves it.
  if (now === undefined || now.mode !== before.mode)
    found.push(['chmod', before.mode.toString(8), '--', path]);
  return found;
}

/** The way back as a plan. */
async function planBack(host: Host, backup: Backup, way: WayBack): Promise<Plan> {
  const service = await host.service(files);
  const inner = await service.plan(way.changes, `migrate rollback ${backup.id}`);
  const runs = way.runs.map((argv): Action => ({
    kind: 'run',
    target: argv.at(-1) ?? '',
    detail: argv.join(' '),
  }));
  return {
    ...inner,
    actions: [...inner.actions, ...runs],
    async apply(task) {
      const applied = inner.actions.length === 0 ? {} : await inner.apply(task);
      const runner = await host.service(processes);
      for (const argv of way.runs) {
        const { code, stderr } = await runner.run(argv);
        if (code !== 0) throw unequal(backup, [`${argv.join(' ')}: ${stderr.trim()}`]);
      }
      const differences = differencesNow(backup);
      if (differences.length > 0) throw unequal(backup, differences);
      return applied;
    },
  };
}

/** What of a backup is not as it was; empty where the folder is the same, byte by byte. */
export function differencesNow({ folder, kept }: Backup): readonly string[] {
  const now = new Map(
    (existsSync(folder) && lstatSync(folder).isDirectory() ? scan(folder) : []).map(
      (one) => [one.path, one] as const,
    ),
  );
  return kept.flatMap((before) => {
    const how = difference(before, now.get(before.path));
    return how === undefined ? [] : [`${before.path} ${how}`];
  });
}

/** What a rollback did, or would do. */
export interface RolledBack {
  readonly id: string;
  readonly folder: string;
  readonly restored: readonly string[];
  readonly removed: readonly string[];
  readonly changedSince: readonly string[];
  readonly left: readonly string[];
  /** Of the backup: files, folders and links that are as they were. */
  readonly equal: number;
  readonly entries: number;
  readonly written: boolean;
  readonly undo?: string;
}

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly backup: Backup;
  readonly dryRun: boolean;
  readonly yes: boolean;
};

/** Has a folder as it was before a migration, and proves it. */
export async function rollBack({
  host,
  carryOut,
  backup,
  dryRun,
  yes,
}: Context): Promise<RolledBack> {
  const way = wayBack(host, backup);
  const plan = await planBack(host, backup, way);
  const done = await carryOut(plan, {
    dryRun,
    yes,
    question: `Have ${backup.folder} as it was on ${backup.date.slice(0, 16).replace('T', ' ')}?`,
  });
  const near = (path: string) => path.slice(backup.folder.length + 1);
  return {
    id: backup.id,
    folder: backup.folder,
    restored: way.changes.flatMap(({ path, content }) =>
      content === undefined ? [] : [near(path)],
    ),
    removed: way.changes.flatMap(({ path, content }) =>
      content === undefined ? [near(path)] : [],
    ),
    changedSince: way.changedSince,
    left: way.left,
    entries: backup.kept.length,
    equal: backup.kept.length - differencesNow(backup).length,
    written: done !== undefined,
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

const blocked = (path: string, is: Kept, before: Kept): NixaiError =>
  new NixaiError({
    code: 'migration-blocked',
    what: `${path} ${difference(before, is)}`,
    hint: `move it away, and run this again`,
    exitCode: ExitCode.refused,
  });

const damaged = (path: string): NixaiError =>
  new NixaiError({
    code: 'migration-damaged',
    what: `the copy of ${path} is not what was kept`,
    why: 'its hash is another one',
    hint: 'nothing was written; your own backup has it',
    exitCode: ExitCode.refused,
  });

const unequal = ({ id }: Backup, differences: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'migration-unequal',
    what: `the folder is not yet as it was: ${differences.slice(0, 5).join('; ')}`,
    hint: `sudo nixai migrate rollback ${id}`,
    exitCode: ExitCode.failure,
  });
