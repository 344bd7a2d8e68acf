/** Where a derivation has a hash. */
export interface HashPlace {
  /** Of its line, from 0. */
  readonly line: number;
  /** `vendorHash`, `hash`, `sha256`. */
  readonly attribute: string;
  /** As it is written: with its quotes, or `lib.fakeHash`. */
  readonly value: string;
  /** The attribute whose set it is in: `src`, `pnpmDeps`; undefined for one of the derivation itself. */
  readonly inside?: string;
}

const pattern =
  /^(\s*)((?:[A-Za-z]\w*\.)?(?:[A-Za-z]\w*[hH]ash|hash|sha256|[A-Za-z]\w*Sha256))(\s*=\s*)(lib\.fakeHash|lib\.fakeSha256|null|"[^"]*")(;.*)$/;

/** All hashes of a text, in its order. */
export function hashPlaces(text: string): readonly HashPlace[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const found = pattern.exec(line);
    if (found === null) return [];
    const [, , attribute = '', , value = ''] = found;
    return [{ line: index, attribute, value, inside: enclosing(lines, index) }];
  });
}

/** `lib.fakeHash`, an empty string, and one that is all zeros. */
export function isFake(value: string): boolean {
  return value.startsWith('lib.fake') || /^"(?:sha(?:256|512)-A+=*)?"$/.test(value);
}

/**
 * Puts a value in a place; what said that the one before was not computed goes.
 * @param why what stands before it as comments.
 */
export function putHash(
  text: string,
  place: HashPlace,
  value: string,
  why: readonly string[] = [],
): string {
  const lines = text.split('\n');
  lines[place.line] = lines[place.line]!.replace(
    pattern,
    (_, indent: string, attribute: string, equals: string, _before: string, rest: string) =>
      `${indent}${attribute}${equals}${value}${rest}`,
  );
  let first = place.line;
  while (/^\s*# (?:Not computed:|Next:)/.test(lines[first - 1] ?? '')) first--;
  const indent = /^\s*/.exec(lines[place.line]!)![0];
  lines.splice(first, place.line - first, ...why.map((one) => `${indent}# ${one}`));
  // For a hash in a set the reason stands before the set.
  const opening = first > 0 ? openingOf(lines, first) : undefined;
  if (place.inside !== undefined && opening !== undefined) {
    let from = opening;
    while (/^\s*# (?:Not computed:|Next:)/.test(lines[from - 1] ?? '')) from--;
    lines.splice(from, opening - from);
  }
  return lines.join('\n');
}

/** The attribute that opens the set in which a line is. */
function enclosing(lines: readonly string[], index: number): string | undefined {
  const opening = openingOf(lines, index);
  return opening === undefined
    ? undefined
    : /^\s*([A-Za-z][\w-]*)\s*=\s*[\w.]/.exec(lines[opening]!)?.[1];
}

function openingOf(lines: readonly string[], index: number): number | undefined {
  const indentOf = (line: string): number => /^\s*/.exec(line)![0].length;
  const indent = indentOf(lines[index] ?? '');
  for (let at = index - 1; at >= 0; at--) {
    const line = lines[at]!;
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    return at;
  }
  return undefined;
}
