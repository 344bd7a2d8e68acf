/**
 * Whether one file may not load another: it belongs to a package that was looked at, and the other
 * one does not. Paths are real and absolute, `roots` those of the packages that were looked at.
 */
export function isConfined(roots: readonly string[], from: string | undefined, file: string) {
  const isIn = (path: string) => roots.some((root) => path.startsWith(`${root}/`));
  return from !== undefined && isIn(from) && !isIn(file);
}

/** Told as if there were no such file: who can do without it, does. */
export function notForIt(code: string, from: string | undefined, file: string): Error {
  const message = `${from} is signed, and may not load ${file}, which is not`;
  return Object.assign(new Error(message), { code });
}
