import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessRunner } from '@nixai/api';
import type { HashAnswer } from '../analyzer.js';
import { carefulGit, type GitState } from '../repo/git.js';
import { narHash, nodeAt } from './nar.js';

/**
 * What `fetchFromGitHub` and its like get: the files that `git archive` gives for the commit, as the
 * forges make their archives (`export-ignore` and `export-subst` count).
 */
export async function sourceHash(
  git: GitState,
  run: ProcessRunner,
  signal: AbortSignal,
): Promise<HashAnswer> {
  const ref = git.tag ?? git.revision ?? 'HEAD';
  const command =
    git.origin === undefined
      ? `nix-prefetch-git --rev ${ref}`
      : `nix flake prefetch --json ${git.origin.host === 'github' ? `github:${git.origin.owner}/${git.origin.repo}/${ref}` : `git+${git.origin.url}?ref=${ref}`}`;
  if (git.submodules) return { missing: 'it has submodules, which are fetched too', command };
  if (git.dirty) return { missing: 'files differ from the commit', command: 'git status' };
  const folder = await mkdtemp(join(tmpdir(), 'nixai-source-'));
  try {
    const { code, stderr } = await run.pipeline(
      [
        carefulGit(
          git.top,
          'archive',
          '--format=tar',
          git.tag === undefined ? git.revision! : `refs/tags/${git.tag}`,
        ),
        ['tar', '-x', '-C', folder, '--no-same-owner', '--no-same-permissions', '-p'],
      ],
      {
        signal,
        timeout: 'none',
        env: { LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' },
      },
    );
    if (code !== 0)
      return { missing: `git archive: ${stderr.trim().split('\n')[0] ?? 'failed'}`, command };
    return {
      hash: await narHash(await nodeAt(Buffer.from(folder)), signal),
      from: `git archive ${ref}`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
