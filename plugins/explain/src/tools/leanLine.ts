/** A text as one line of at most so many characters; undefined where nothing is left of it. */
export function leanLine(text: string | undefined, length: number): string | undefined {
  const line = text?.replace(/\s+/g, ' ').trim() ?? '';
  if (line === '') return undefined;
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
