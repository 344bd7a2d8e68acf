import type { ProcessRunner } from '@nixai/api';
import { carefulGit, environment, withoutFilters, type GitState } from './git.js';

/**
 * Puts the files of a tag or commit into a folder, as the forges make their archives (`export-ignore`
 * and `export-subst` count).
 * @returns why it could not, or undefined.
 */
export async function unpack(
  git: GitState,
  ref: string,
  folder: string,
  run: ProcessRunner,
  signal: AbortSignal,
): Promise<string | undefined> {
  const filters = await withoutFilters(run, git.top, signal);
  if (filters === undefined) return 'a filter of its settings cannot be turned off';
  const { code, stderr } = await run.pipeline(
    [
      carefulGit(git.top, ...filters, 'archive', '--format=tar', refName(git, ref)),
      ['tar', '-x', '-p', '-C', folder, '--no-same-owner'],
    ],
    {
      signal,
      timeout: 'none',
      env: environment,
    },
  );
  return code === 0 ? undefined : `git archive: ${stderr.trim().split('\n')[0] ?? 'failed'}`;
}

/**
 * A file of a tag or commit in which `git archive` writes what differs from clone to clone: which
 * branches and tags are there, names as short as this clone may have them (`export-subst`). The archive
 * of a forge has another one then.
 */
export async function differsFromCloneToClone(
  git: GitState,
  ref: string,
  run: ProcessRunner,
  signal: AbortSignal,
): Promise<string | undefined> {
  const grep = async (pattern: string, ...paths: string[]): Promise<string | undefined> => {
    const { code, stdout } = await run.run(
      carefulGit(git.top, 'grep', '-l', '-E', '-e', pattern, refName(git, ref), '--', ...paths),
      { signal, env: environment },
    );
    return code === 0 ? stdout.split('\n')[0]!.slice(refName(git, ref).length + 1) : undefined;
  };
  if ((await grep('export-subst', ':(glob)**/.gitattributes')) === undefined) return undefined;
  return grep(ofThisClone);
}

/** `$Format:%d$`, `%h`, `%(describe)`, dates as settings have them: all but whole names, fixed dates and people. */
const ofThisClone = String.raw`\$Format:[^$]*%(\(|[hptdDSNGg]|[ac][rhd])`;

/** A tag cannot be taken for an option or for a branch of its name. */
function refName({ revision }: GitState, ref: string): string {
  return ref === revision ? ref : `refs/tags/${ref}`;
}
