import { docs, NixaiError, type Host, type OptionSet } from '@nixai/api';

/** An option below a path, or a group of options where only deeper ones are. */
export interface ListedOption {
  readonly name: string;
  /** Absent where it is no option itself. */
  readonly type?: string;
  /** How many options lie deeper below it. */
  readonly below?: number;
}

export interface ListedOptions {
  readonly path: string;
  readonly set: OptionSet;
  /** By name. */
  readonly options: readonly ListedOption[];
  /** Names near the path, where nothing lies below it. */
  readonly nearest: readonly string[];
  readonly optionSet: string;
}

/** More than any set declares below one path. */
const all = 100_000;
const mostNear = 5;

/**
 * The options below a path, so many segments deep.
 * @throws NixaiError `no-option-set` (exit 1) where no whole set is at hand.
 */
export async function listOptions(
  host: Host,
  path: string,
  { depth, set }: { readonly depth: number; readonly set: OptionSet },
): Promise<ListedOptions> {
  const engine = await host.service(docs);
  const catalog = await engine.catalog(set);
  const { text: optionSet } = await engine.optionSetDescription(set);
  if (catalog === undefined)
    throw new NixaiError({
      code: 'no-option-set',
      what: `no whole set of ${set} options is at hand`,
      hint: 'nixai docs sync',
    });
  const above = path.trim().replace(/\.$/, '');
  const end = segmentsOf(above).length + depth;
  const types = new Map<string, string>();
  const deeper = new Map<string, number>();
  for (const { name, type } of catalog.below(above, all)) {
    const segments = segmentsOf(name);
    if (segments.length <= end) types.set(name, type);
    else {
      const group = segments.slice(0, end).join('.');
      deeper.set(group, (deeper.get(group) ?? 0) + 1);
    }
  }
  const names = [...new Set([...types.keys(), ...deeper.keys()])].sort();
  return {
    path: above,
    set,
    options: names.map((name) => ({ name, type: types.get(name), below: deeper.get(name) })),
    nearest: names.length > 0 ? [] : catalog.nearest(above, mostNear),
    optionSet,
  };
}

/** A quoted segment may hold dots. */
const segmentsOf = (path: string): readonly string[] => path.match(/"[^"]*"|[^."]+/g) ?? [];
