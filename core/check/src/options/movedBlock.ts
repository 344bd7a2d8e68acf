import type { OptionCatalog } from '@nixai/api';
import { isAboveRenames } from '@nixai/docs';
import { seeThrough, type Definition } from '@nixai/nix';

/**
 * Whether a set stands where options were that have other names now: `programs.git.delta = { … }`.
 * Then each of them is told of, and not the set.
 */
export function isMovedBlock(
  { value, scope }: Definition,
  path: readonly string[],
  catalog: OptionCatalog,
): boolean {
  return (
    path.length > 1 &&
    catalog.match(path).outcome === 'unknown' &&
    isAboveRenames(path.join('.'), catalog.set) &&
    seeThrough(value, scope).every((seen) => seen.value.kind === 'set')
  );
}
