import { CharacterClass, endOfRun, isAt } from './characters.js';

/** Whether the slash at an offset makes a path of what it stands in: `a/b`, `./${x}`, not `a / b`. */
export function pathStartsAt(source: string, slash: number): boolean {
  if (source[slash] !== '/') return false;
  return isAt(source, slash + 1, CharacterClass.path) || source.startsWith('${', slash + 1);
}

/** Where the literal text of a path ends: at its end or at an interpolation. */
export function endOfPathText(source: string, from: number): number {
  let end = from;
  while (isAt(source, end, CharacterClass.path) || source[end] === '/') end++;
  return end;
}

/** The end of `<nixpkgs/lib>`, or undefined where the `<` only compares. */
export function endOfSearchPath(source: string, at: number): number | undefined {
  let end = at;
  do {
    const from = end + 1;
    end = endOfRun(source, from, CharacterClass.path);
    if (end === from) return undefined;
  } while (source[end] === '/');
  return source[end] === '>' ? end + 1 : undefined;
}

/** The end of an URI whose scheme may end at `colon`: `x:y` is one, `x: y` is a function. */
export function endOfUri(source: string, at: number, colon: number): number | undefined {
  const startsWithLetter =
    isAt(source, at, CharacterClass.nameStart) && isAt(source, at, CharacterClass.scheme);
  if (!startsWithLetter || endOfRun(source, at, CharacterClass.scheme) !== colon) return undefined;
  const end = endOfRun(source, colon + 1, CharacterClass.uri);
  return end > colon + 1 ? end : undefined;
}
