import { allRenames, renameIn, type KnownRename } from '@nixai/docs';

// From the beginning of a word only: from each of its letters on it would be the square of the work.
const pathPattern = /(?<![\w-])[a-z][\w-]*(?:\.(?:<[\w-]+>|\*|"[^"\s]*"|[\w-]+))+/gi;

/** What is to be said about an old option name: `renamed to X in 24.11`. */
export function renameRemark({ new: successors, kind, since, note }: KnownRename): string {
  const when = since === 'unknown' ? '' : ` in ${since}`;
  const names = successors.map((name) => `\`${name}\``).join(', ');
  if (kind === 'renamed') return `renamed to ${names}${when}`;
  const instead = names === '' ? '' : `; use ${names}`;
  return `removed${when}${instead}${note === undefined ? '' : `: ${note}`}`;
}

/** What became of an option of NixOS or Home Manager by a release, if anything. */
export const renameOf = (name: string, release: string): KnownRename | undefined =>
  renameIn(name, ['nixos', 'home-manager'], release);

/** The text with the names that its options have on a release: what is written of them is found by those. */
export function withNewNames(text: string, release: string): string {
  return text.replace(pathPattern, (name) => {
    const rename = renameOf(name, release);
    return rename?.old === name ? (rename.new[0] ?? name) : name;
  });
}

/** Sentences for the option names in a text that are old ones on a release. */
export function renamesIn(text: string, release: string): string[] {
  const names = new Set([...text.matchAll(pathPattern)].map(([name]) => name));
  return [...names].flatMap((name) => {
    const rename = renameOf(name, release);
    return rename === undefined ? [] : [`\`${rename.old}\` was ${renameRemark(rename)}.`];
  });
}

/**
 * Sentences for the options of an answer that a machine does not have yet, because it runs a
 * release from before they were renamed.
 */
export function renamesAfter(release: string, options: readonly string[]): string[] {
  return allRenames()
    .filter(({ kind, since }) => kind === 'renamed' && /^\d/.test(since) && since > release)
    .filter((rename) => rename.new.some((name) => options.includes(name)))
    .map(
      ({ old, new: successors, since }) =>
        `Your release is ${release}: there ${successors.map((name) => `\`${name}\``).join(', ')} is still called \`${old}\` (renamed in ${since}).`,
    );
}
