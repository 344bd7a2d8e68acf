import { nextSegments, type OptionCatalog } from '@nixai/api';

/** A name that may stand at a place of a path. */
export interface Child {
  readonly name: string;
  /** Of the option that the path is then; absent for a namespace alone. */
  readonly type?: string;
  /** Whether options lie below it. */
  readonly hasBelow: boolean;
}

/** What may stand below a path, by name; `<name>` where any name may. */
export function childrenOf(catalog: OptionCatalog, path: readonly string[]): readonly Child[] {
  const children = new Map<string, Child>();
  for (const { segment, type } of nextSegments(catalog, path, '')) {
    const name = segment.replace(/^"(.*)"$/, '$1');
    // What only modules that make modules set.
    if (name === '_module') continue;
    const known = children.get(name);
    // An option with others below it comes twice.
    children.set(name, {
      name,
      type: type ?? known?.type,
      hasBelow: type === undefined || known?.hasBelow === true,
    });
  }
  return [...children.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}
