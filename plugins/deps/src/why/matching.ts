import { nearestWords } from '@nixai/language';
import { nameOf, packageNameOf } from '@nixai/nix-cli/closure';

/**
 * The paths that a word means: the path itself, else those of that name, else those of that package,
 * else those whose name has it in them.
 */
export function matching(paths: readonly string[], word: string): string[] {
  const wanted = word.toLowerCase();
  const ways: ((path: string) => boolean)[] = [
    (path) => path === word,
    (path) => nameOf(path).toLowerCase() === wanted,
    (path) => packageNameOf(path).name.toLowerCase() === wanted,
    (path) => nameOf(path).toLowerCase().includes(wanted),
  ];
  for (const fits of ways) {
    const found = paths.filter(fits);
    if (found.length > 0) return found;
  }
  return [];
}

const mostNearest = 5;

/** Names of packages that may have been meant. */
export const nearestNames = (paths: readonly string[], word: string): string[] =>
  nearestWords(word, [...new Set(paths.map((path) => packageNameOf(path).name))]).slice(
    0,
    mostNearest,
  );
