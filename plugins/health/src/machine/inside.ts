import { readlink } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

const mostLinks = 40;

/**
 * Where a path of another machine's root lies here, its links followed as that machine would follow
 * them: an absolute one begins at the root, and none leads out of it.
 * @param last whether the last part is followed too.
 * @returns undefined where links go round in a circle.
 */
export async function inside(root: string, path: string, last = true): Promise<string | undefined> {
  let left = partsOf(path);
  let at = '/';
  let links = 0;
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    const next = normalize(join(at, part));
    if (left.length === 0 && !last) return join(root, next);
    const target = await readlink(join(root, next)).catch(() => undefined);
    if (target === undefined) at = next;
    else {
      links += 1;
      if (links > mostLinks) return undefined;
      left = [
        ...partsOf(normalize(join('/', target.startsWith('/') ? '' : dirname(next), target))),
        ...left,
      ];
      at = '/';
    }
  }
  return join(root, at);
}

const partsOf = (path: string): string[] =>
  normalize(join('/', path))
    .split('/')
    .filter((part) => part !== '');
