/** A hash that Nix found to be another one than was given. */
export interface Mismatch {
  /** `source`, `weather-1.2-go-modules`: the name of what was fetched. */
  readonly name: string;
  readonly specified: string;
  readonly got: string;
}

const sri = /sha(?:256|512)-[A-Za-z0-9+/]+=*/;

/** Reads them from a build log, in the words of each Nix: `specified:`, `got:`, and `wanted:` of old. */
export function findMismatches(log: string): readonly Mismatch[] {
  const found: Mismatch[] = [];
  let name = '';
  let specified: string | undefined;
  for (const line of log.replace(/\p{Cc}\[[\d;]*m/gu, '').split('\n')) {
    const drv =
      /hash mismatch .*?'?\/nix\/store\/[a-z0-9]{32}-([\w.+?=-]+?)(?:\.drv)?'?:?\s*$/.exec(
        line,
      )?.[1];
    if (drv !== undefined) [name, specified] = [drv, undefined];
    const said = /^[>\s\w.-]*?\b(specified|wanted|got):\s+(\S+)/.exec(line);
    const hash = said === null ? undefined : sri.exec(said[2]!)?.[0];
    if (hash === undefined) continue;
    if (said![1] !== 'got') specified = hash;
    else if (specified !== undefined && name !== '') {
      found.push({ name, specified, got: hash });
      specified = undefined;
    }
  }
  return found;
}

const fake = /^sha(?:256|512)-A+=*$/;

/** A text with the right hash in the place of a wrong one, or why there is no such place. */
export type Replaced =
  { readonly text: string; readonly attribute: string } | { readonly why: string };

/**
 * Puts a hash where the text has the one that was specified: `lib.fakeHash` and an empty string are
 * the false one. Nothing else is ever replaced.
 */
export function replaceHash(text: string, { name, specified, got }: Mismatch): Replaced {
  const lines = text.split('\n');
  const places = lines.flatMap((line, index) => {
    const found =
      /^(\s*)([A-Za-z][\w.]*[hH]ash|hash|sha256)(\s*=\s*)(lib\.fakeHash|lib\.fakeSha256|"[^"]*")(;.*)$/.exec(
        line,
      );
    if (found === null) return [];
    const value = found[4]!;
    const isIt =
      value === `"${specified}"` ||
      (fake.test(specified) &&
        (value.startsWith('lib.fake') || value === '""' || fake.test(value.slice(1, -1))));
    return isIt ? [{ index, found, ofSource: isInSource(lines, index) }] : [];
  });
  const isSource = name === 'source' || /\.(?:tar\.\w+|tgz|zip)$/.test(name);
  const fitting =
    places.length > 1 ? places.filter(({ ofSource }) => ofSource === isSource) : places;
  const [place, second] = fitting;
  if (place === undefined) return { why: `it has no hash ${specified}` };
  if (second !== undefined) return { why: `it has several that could be that of ${name}` };
  const [, indent, attribute = '', equals, , rest] = place.found;
  lines[place.index] = `${indent}${attribute}${equals}"${got}"${rest}`;
  // What said that it was not computed is no longer so.
  let first = place.index;
  while (/^\s*# (?:Not computed:|Next:)/.test(lines[first - 1] ?? '')) first--;
  lines.splice(first, place.index - first);
  return { text: lines.join('\n'), attribute };
}

/** Whether a line is in the set that `src = fetch… {` opens. */
function isInSource(lines: readonly string[], index: number): boolean {
  const indent = /^\s*/.exec(lines[index]!)![0].length;
  for (let at = index - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (line.trim() === '' || /^\s*/.exec(line)![0].length >= indent) continue;
    return /^\s*src\s*=/.test(line);
  }
  return false;
}
