import { shellWord, type ProcessRunner } from '@nixai/api';
import type { HashAnswer } from '../analyzer.js';
import { differsFromCloneToClone, unpack } from '../repo/archive.js';
import type { GitState } from '../repo/git.js';
import { withScratch } from '../repo/scratch.js';
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
  const command = prefetch(git);
  if (git.submodules.length > 0)
    return {
      missing: `its build takes submodules (${git.submodules.slice(0, 2).join(', ')})`,
      command,
    };
  if (git.dirty) return { missing: 'files differ from the commit', command: 'git status' };
  const ref = git.tag ?? git.revision!;
  const differing = await differsFromCloneToClone(git, ref, run, signal);
  if (differing !== undefined)
    return {
      missing: `${differing} gets the names of branches and tags in an archive, and a forge may have others`,
      command,
    };
  return withScratch(run, signal, async (folder) => {
    const failed = await unpack(git, ref, folder, run, signal);
    if (failed !== undefined) return { missing: failed, command };
    return {
      hash: await narHash(await nodeAt(Buffer.from(folder)), signal),
      from: `git archive ${ref}`,
    };
  });
}

/** What gets the hash over the network. */
function prefetch({ origin, tag, revision }: GitState): string {
  const ref = tag ?? revision ?? 'HEAD';
  if (origin === undefined) return `nix-prefetch-git --rev ${shellWord(ref)}`;
  return origin.host === 'github'
    ? `nix flake prefetch ${shellWord(`github:${origin.owner}/${origin.repo}/${ref}`)}`
    : `nix-prefetch-git --url ${shellWord(origin.url)} --rev ${shellWord(ref)}`;
}
