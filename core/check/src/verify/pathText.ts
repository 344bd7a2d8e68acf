/** An option path as text, with quotes around what is no identifier. */
export function pathText(segments: readonly string[]): string {
  return segments
    .map((segment) =>
      /^(?:[a-zA-Z_][\w'-]*|<[^>]*>|\*)$/.test(segment) ? segment : JSON.stringify(segment),
    )
    .join('.');
}
