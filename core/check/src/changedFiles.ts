import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ExitCode, NixaiError, processes } from '@nixai/api';
import type { CheckHost } from './host.js';

const everything = ['--cached', '--others', '--exclude-standard', '--full-name', '-z', ':/'];

/**
 * Which of these files differ from a commit, to the byte, or are new since; what Git ignores does not
 * count.
 * @param target a file or a folder of the repository.
 * @param files absolute paths.
 * @param since a commit or a branch; of a branch, what is new since it was left.
 * @throws NixaiError `check-no-git` (exit 5).
 */
export async function changedFiles(
  host: CheckHost,
  target: string,
  files: readonly string[],
  since = 'HEAD',
): Promise<ReadonlySet<string>> {
  const path = resolve(target);
  const cwd = (await stat(path).catch(() => undefined))?.isDirectory() ? path : dirname(path);
  const { run } = await host.service(processes);
  // It is not asked to compare: a filter would be run, which the settings of a repository name.
  const git = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(['git', ...argv], {
      cwd,
      timeout: 30_000,
      // A line for each file of a repository.
      maxOutput: 256 * 1024 * 1024,
    });
    if (code === 0) return stdout;
    throw noGit(target, since, stderr.trim().split('\n')[0] ?? '');
  };
  const top = (await git('rev-parse', '--show-toplevel')).trimEnd();
  // Its settings may say that its files lie elsewhere, as in `/`: all of that would be looked through.
  if ((await stat(join(top, '.git')).catch(() => undefined)) === undefined)
    throw noGit(target, since, `core.worktree of its repository leads to ${top}`);
  // `--end-of-options`: a name that begins with a dash is no flag of Git.
  const base = (await git('merge-base', '--end-of-options', since, 'HEAD')).trimEnd();
  const committed = blobsIn(await git('ls-tree', '-r', '-z', '--full-tree', base));
  const known = new Set((await git('ls-files', ...everything)).split('\0'));
  const changed = new Set<string>();
  for (const file of files) {
    const name = relative(top, await realpath(file))
      .split(sep)
      .join('/');
    if (known.has(name) && !(await isBlob(file, committed.get(name)))) changed.add(file);
  }
  return changed;
}

/** The names of contents by path. */
const blobsIn = (listed: string): ReadonlyMap<string, string> =>
  new Map(
    listed.split('\0').map((line) => {
      const tab = line.indexOf('\t');
      return [line.slice(tab + 1), line.slice(0, tab).split(' ')[2] ?? ''];
    }),
  );

/** Whether a file holds what git knows by that name, a SHA-1 or a SHA-256. */
async function isBlob(file: string, id: string | undefined): Promise<boolean> {
  if (id === undefined) return false;
  const bytes = await readFile(file);
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === id;
}

function noGit(target: string, since: string, why: string): NixaiError {
  return new NixaiError({
    code: 'check-no-git',
    what: `what changed in ${target} since ${since} is not known`,
    why,
    hint: 'nixai check, without --changed and --since, looks at everything',
    exitCode: ExitCode.refused,
  });
}
