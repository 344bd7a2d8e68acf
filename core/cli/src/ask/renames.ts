import { samePath, withPlaceholders } from '@nixai/docs';
import type { Rename } from '@nixai/docs/topics';

// From the beginning of a word only: from each of its letters on it would be the square of the work.
const pathPattern = /(?<![\w-])[a-z][\w-]*(?:\.(?:<[\w-]+>|\*|"[^"\s]*"|[\w-]+))+/gi;

/** What is to be said about an old option name: `renamed to X in 24.11`. */
export function renameRemark({ new: successors, kind, since, note }: Rename): string {
  const when = since === 'unknown' ? '' : ` in ${since}`;
  const names = successors.map((name) => `\`${name}\``).join(', ');
  if (kind === 'renamed') return `renamed to ${names}${when}`;
  const instead = names === '' ? '' : `; use ${names}`;
  return `removed${when}${instead}${note === undefined ? '' : `: ${note}`}`;
}

/** Sentences for the old option names that a text holds. */
export function renamesIn(text: string, renames: readonly Rename[]): string[] {
  const paths = [...text.matchAll(pathPattern)].map(([path]) => withPlaceholders(path));
  return renames
    .filter(({ old }) => paths.some((path) => samePath(withPlaceholders(old), path)))
    .map((rename) => `\`${rename.old}\` was ${renameRemark(rename)}.`);
}

/**
 * Sentences for the options of an answer that a machine does not have yet, because it runs a
 * release from before they were renamed.
 */
export function renamesAfter(
  release: string,
  options: readonly string[],
  renames: readonly Rename[],
): string[] {
  return renames
    .filter(({ kind, since }) => kind === 'renamed' && /^\d/.test(since) && since > release)
    .filter((rename) => rename.new.some((name) => options.includes(name)))
    .map(
      ({ old, new: successors, since }) =>
        `Your release is ${release}: there ${successors.map((name) => `\`${name}\``).join(', ')} is still called \`${old}\` (renamed in ${since}).`,
    );
}
