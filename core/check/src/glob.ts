/** A part of a pattern for paths: a sign of its own, or what stands for several. */
export type GlobPart =
  | { readonly is: string }
  /** Any sign but a slash. */
  | 'one'
  /** Any signs but slashes, or none. */
  | 'name'
  /** Any signs, or none. */
  | 'any'
  /** Any folders, with the slash behind the last, or none. */
  | 'folders';

/**
 * Where the beginnings of a text end that a pattern stands for. All ways are gone at once, so that the time is
 * the product of both lengths: a pattern of a foreign repository may have any number of stars.
 */
export function globEnds(parts: readonly GlobPart[], text: string): number[] {
  let reached = Array.from({ length: text.length + 1 }, (_, at) => at === 0);
  for (const part of parts) reached = after(part, reached, text);
  return reached.flatMap((is, at) => (is ? [at] : []));
}

function after(part: GlobPart, from: readonly boolean[], text: string): boolean[] {
  const reached = from.map(() => false);
  let isBehind = false;
  for (let at = 0; at < from.length; at++) {
    const before = text[at - 1];
    const came = from[at - 1] === true;
    const isHere = from[at] === true;
    if (part === 'one') reached[at] = came && before !== '/';
    else if (part === 'name') reached[at] = isHere || (reached[at - 1] === true && before !== '/');
    else if (part === 'any') reached[at] = isHere || reached[at - 1] === true;
    else if (part === 'folders') reached[at] = isHere || (isBehind && before === '/');
    else reached[at] = came && before === part.is;
    isBehind ||= isHere;
  }
  return reached;
}
