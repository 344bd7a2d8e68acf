/** The segments of a path; `undefined` stands for a placeholder, which any name fits. */
export function withPlaceholders(path: string): (string | undefined)[] {
  return path
    .split(/\.(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((segment) =>
      /^<.*>$|^\*$/.test(segment) ? undefined : segment.replace(/^"(.*)"$/, '$1'),
    );
}

/** True where two paths can be one: same length, each pair of segments equal or a placeholder. */
export function samePath(
  a: readonly (string | undefined)[],
  b: readonly (string | undefined)[],
): boolean {
  return (
    a.length === b.length &&
    a.every((segment, i) => segment === undefined || b[i] === undefined || segment === b[i])
  );
}
