import { readFileSync, statSync, type Stats } from 'node:fs';

/** Bytes beyond which a file is no flake.nix and no module. */
const largest = 16 * 1024 * 1024;

/**
 * The text of a file that somebody else may have put there; undefined where it is none that can be read:
 * a pipe would keep whoever opens it waiting, and a device has no end.
 */
export function textOf(file: string, most = largest): string | undefined {
  const stats = about(file);
  if (stats?.isFile() !== true || stats.size > most) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * What lies there; undefined where nothing does that can be reached: a link leads round in a circle, a
 * folder is another's, a name is too long.
 */
export function about(path: string, look = statSync as (path: string) => Stats): Stats | undefined {
  try {
    return look(path);
  } catch {
    return undefined;
  }
}
