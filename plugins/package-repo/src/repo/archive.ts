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

/** A tag cannot be taken for an option or for a branch of its name. */
function refName({ revision }: GitState, ref: string): string {
  return ref === revision ? ref : `refs/tags/${ref}`;
}
