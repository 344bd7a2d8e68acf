import type { OptionCatalog } from '@nixai/api';

/** A name that may stand at a place of a path. */
export interface Child {
  readonly name: string;
  /** Of the option that the path is then; absent for a namespace alone. */
  readonly type?: string;
  /** How many options lie below it. */
  readonly below: number;
}

/** The names below each path, as they were asked for. A set does not change while it is loaded. */
const known = new WeakMap<OptionCatalog, Map<string, readonly Child[]>>();

/** What may stand below a path, by name; `<name>` where any name may. */
export function childrenOf(catalog: OptionCatalog, path: readonly string[]): readonly Child[] {
  const ofCatalog = known.get(catalog) ?? new Map<string, readonly Child[]>();
  known.set(catalog, ofCatalog);
  const key = path.join('\0');
  const found = ofCatalog.get(key) ?? read(catalog, path);
  ofCatalog.set(key, found);
  return found;
}

function read(catalog: OptionCatalog, path: readonly string[]): readonly Child[] {
  const children = new Map<string, { type?: string; below: number }>();
  for (const { name, type } of catalog.below(path, Number.POSITIVE_INFINITY)) {
    const segments = segmentsOf(name);
    const child = segments[path.length];
    // What only modules that make modules set.
    if (child === undefined || child === '_module') continue;
    const sum = children.get(child) ?? { below: 0 };
    children.set(child, sum);
    if (segments.length === path.length + 1) sum.type = type;
    else sum.below++;
  }
  return [...children]
    .map(([name, { type, below }]) => ({ name, type, below }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The names of a declared path; a dot between quotes is part of a name. */
function segmentsOf(name: string): string[] {
  return (name.match(/(?:"[^"]*"|<[^>]*>|[^."<])+/g) ?? []).map((one) =>
    one.replace(/^"(.*)"$/, '$1'),
  );
}
