import { NixaiError } from '@nixai/api';

/** The line that says the version, and what it says. */
export interface VersionLine {
  readonly line: number;
  readonly version: string;
}

/**
 * The version of a derivation: the one `version = "…"` of its own.
 * @throws NixaiError `package-version` where there is none, or several.
 */
export function versionOf(text: string, file: string): VersionLine {
  const found = text.split('\n').flatMap((line, index) => {
    const version = /^\s*version\s*=\s*"([^"$]+)"\s*;/.exec(line)?.[1];
    return version === undefined ? [] : [{ line: index, version }];
  });
  const [first, second] = found;
  if (first === undefined || second !== undefined)
    throw new NixaiError({
      code: 'package-version',
      what:
        first === undefined
          ? `${file} says no version of its own`
          : `${file} says several versions: lines ${found.map(({ line }) => line + 1).join(', ')}`,
      hint: 'a derivation of one package has one: version = "1.2.0";',
    });
  return first;
}

/** The tag or commit that its source is fetched by, as it is written; undefined where neither is. */
export function refOf(text: string): { readonly line: number; readonly value: string } | undefined {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => /^\s*(?:tag|rev)\s*=\s*[^;]+;/.test(line));
  if (index === -1) return undefined;
  return { line: index, value: /=\s*([^;]+?)\s*;/.exec(lines[index]!)![1]! };
}
