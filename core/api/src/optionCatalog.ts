import type { OptionDoc, OptionSet } from './docSource.js';

/** A declared option, as far as a checker needs it. */
export interface OptionEntry {
  /** As declared, placeholders and all: `services.nginx.virtualHosts.<name>.forceSSL`. */
  readonly name: string;
  /** As Nix describes it: `boolean`, `null or string`, `attribute set of (submodule)`. */
  readonly type: string;
}

/** One segment of a declared name. */
export interface NextSegment {
  readonly segment: string;
  /** Of the option that ends with it; absent for what only has options below it. */
  readonly type?: string;
}

/** What a catalog says about an attribute path. */
export type OptionMatch =
  | ({ readonly outcome: 'option' } & OptionEntry)
  /** No option itself, but options lie below it: `services.nginx`. */
  | { readonly outcome: 'branch' }
  /**
   * Below an option that takes attributes which no catalog lists: `services.openssh.settings.Foo`.
   * Neither right nor wrong; `name` and `type` are that option's, `rest` the path below it.
   */
  | ({ readonly outcome: 'inside'; readonly rest: readonly string[] } & OptionEntry)
  /** Not there. `known` is the longest leading part that is. */
  | { readonly outcome: 'unknown'; readonly known: readonly string[] };

/**
 * A complete option set in memory: a path is looked up in microseconds, with no I/O. A path is a
 * list of segments (`['services', 'nginx', 'enable']`) or its dotted text, quotes allowed; where
 * the set declares `<name>` or `*`, any segment fits.
 */
export interface OptionCatalog {
  readonly set: OptionSet;
  /** The doc source that holds it. */
  readonly source: string;
  /** `nixos-25.05`, where known. */
  readonly release?: string;
  /** When its data was made or fetched; ISO 8601. */
  readonly date?: string;
  /**
   * Why a name that it lacks may be right all the same, as a sentence's end; absent where it has
   * every option of its release.
   */
  readonly gaps?: string;
  /** How many options it declares. */
  readonly count: number;
  match(path: string | readonly string[]): OptionMatch;
  /** Everything about the option that the path names; reads the index. */
  option(path: string | readonly string[]): OptionDoc | undefined;
  /** Options below a path, nearest to it first; all levels. */
  below(path: string | readonly string[], limit: number): readonly OptionEntry[];
  /** What may follow a path, where it begins so; without it `below` is asked, which reads all levels. */
  next?(path: string | readonly string[], beginning: string): readonly NextSegment[];
  /** Declared names that the path was probably meant to be, best first. */
  nearest(path: string | readonly string[], limit: number): readonly string[];
}

/** What may follow a path, where it begins so; of any catalog. */
export function nextSegments(
  catalog: OptionCatalog,
  path: readonly string[],
  beginning: string,
): readonly NextSegment[] {
  const known = catalog.next?.(path, beginning);
  if (known !== undefined) return known;
  return catalog.below(path, Number.POSITIVE_INFINITY).flatMap(({ name, type }) => {
    // A dot between quotes is part of a name.
    const names = name.match(/(?:"[^"]*"|<[^>]*>|[^."<])+/g) ?? [];
    const [segment, ...rest] = names.slice(path.length);
    if (segment === undefined || !segment.startsWith(beginning)) return [];
    return [{ segment, ...(rest.length === 0 && { type }) }];
  });
}

/**
 * Where to look next at a value that is given to a path: at what it has, at that and at the elements
 * of a list, or nowhere, where the set does not say what may be in it.
 */
export function lookInside(catalog: OptionCatalog, path: readonly string[]): Look {
  const match = catalog.match(path);
  if (match.outcome === 'branch') return 'inside';
  if (match.outcome !== 'option') return 'over';
  const known = insides.get(catalog) ?? new Map<string, Look>();
  insides.set(catalog, known);
  const look = known.get(match.name) ?? lookInOption(catalog, path);
  known.set(match.name, look);
  return look;
}

type Look = 'inside' | 'elements' | 'over';

/** By the name that an option is declared with: a check asks for the same ones again and again. */
const insides = new WeakMap<OptionCatalog, Map<string, Look>>();

function lookInOption(catalog: OptionCatalog, path: readonly string[]): Look {
  if (catalog.below(path, 1).length === 0) return 'over';
  // A list of submodules has its options below `*`.
  return catalog.match([...path, '*']).outcome === 'branch' ? 'elements' : 'inside';
}

/** Where options are looked up, whoever they belong to. */
export type OptionNames = Pick<OptionCatalog, 'count' | 'match' | 'below' | 'nearest'>;
