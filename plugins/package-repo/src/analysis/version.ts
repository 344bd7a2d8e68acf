import type { Fact } from '../analyzer.js';
import { versionOfTag, type GitState } from '../repo/git.js';

/** What is checked out by its tag, or by its date where no tag is there. */
export function chooseVersion(
  git: GitState | undefined,
  tag: Fact<string> | undefined,
  manifest: Fact<string> | undefined,
): Fact<string> {
  if (tag !== undefined) return tag;
  if (git?.origin !== undefined && git.date !== undefined && !git.dirty) {
    const base = git.lastTag === undefined ? undefined : versionOfTag(git.lastTag);
    return {
      value: `${base ?? '0'}-unstable-${git.date}`,
      from: `commit ${git.revision!.slice(0, 7)}`,
    };
  }
  return (
    manifest ?? {
      value: git?.date === undefined ? '0.0.0' : `0-unstable-${git.date}`,
      from: 'no manifest names one',
    }
  );
}
