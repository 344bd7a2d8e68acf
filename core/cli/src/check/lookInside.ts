import type { OptionCatalog } from '@nixai/api';

/** What is below an option is only looked at where the set says what may be there. */
export function lookInside(catalog: OptionCatalog, path: readonly string[]): 'inside' | 'over' {
  const { outcome } = catalog.match(path);
  if (outcome === 'branch') return 'inside';
  if (outcome !== 'option') return 'over';
  return catalog.below(path, 1).length > 0 ? 'inside' : 'over';
}
