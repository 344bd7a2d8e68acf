import { dirname, resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import { ExitCode, NixaiError, processes } from '@nixai/api';
import type { CheckHost } from './host.js';

/**
 * The files that differ from a commit, and those that Git does not know yet; absolute.
 * @param target a file or a folder of the repository; only what lies in that repository.
 * @param since a commit or a branch; of a branch, what is new since it was left.
 * @throws NixaiError `check-no-git` (exit 5).
 */
export async function changedFiles(
  host: CheckHost,
  target: string,
  since = 'HEAD',
): Promise<ReadonlySet<string>> {
  const path = resolve(target);
  const cwd = (await stat(path).catch(() => undefined))?.isDirectory() ? path : dirname(path);
  const { run } = await host.service(processes);
  const git = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(['git', ...argv], {
      cwd,
      timeout: 30_000,
      env: { GIT_OPTIONAL_LOCKS: '0' },
    });
    if (code === 0) return stdout;
    throw noGit(target, since, stderr.trim().split('\n')[0] ?? '');
  };
  const top = (await git('rev-parse', '--show-toplevel')).trimEnd();
  // `--end-of-options`: a name that begins with a dash is no flag of Git.
  const base = (await git('merge-base', '--end-of-options', since, 'HEAD')).trimEnd();
  const lists = [
    await git('diff', '--name-only', '-z', '--no-ext-diff', '--diff-filter=d', base),
    await git('ls-files', '--others', '--exclude-standard', '--full-name', '-z', ':/'),
  ];
  const names = lists.flatMap((list) => list.split('\0')).filter((name) => name !== '');
  return new Set(names.map((name) => resolve(top, name)));
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
