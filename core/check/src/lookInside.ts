import type { OptionCatalog } from '@nixai/api';
import type { Look } from '@nixai/nix';

/** What is below an option is only looked at where the set says what may be there. */
export function lookInside(catalog: OptionCatalog, path: readonly string[]): Look {
  const { outcome } = catalog.match(path);
  if (outcome === 'branch') return 'inside';
  if (outcome !== 'option' || catalog.below(path, 1).length === 0) return 'over';
  // A list of submodules has its options below `*`.
  return catalog.match([...path, '*']).outcome === 'branch' ? 'elements' : 'inside';
}
