import { docs, type Host, type OptionDoc, type OptionSet } from '@nixai/api';
import { keyNote, lookUp } from './resolveOption.js';

/** What is known of one name, and nothing that it may have meant. */
export interface ExactOption {
  readonly query: string;
  readonly exact: true;
  readonly found: boolean;
  readonly option?: OptionDoc;
  /** Why there is none, or what of it was asked for. */
  readonly note?: string;
  /** Names near it, best first, where there is none of this name. */
  readonly nearest: readonly string[];
  /** How many options lie below it. */
  readonly children: number;
  /** What it was looked up in: "nixos-25.05 (channel, 20,919 options)". */
  readonly optionSet: string;
}

const mostNear = 5;
const mostBelow = 10_000;

/** Looks a name up: never another option in its place. */
export async function exactOption(host: Host, name: string, set?: OptionSet): Promise<ExactOption> {
  const engine = await host.service(docs);
  const lookup = await lookUp(engine, name, set);
  const option = lookup.outcome === 'found' ? lookup.option : undefined;
  const owner = option?.set ?? set ?? 'nixos';
  const [{ text: optionSet }, catalog] = await Promise.all([
    engine.optionSetDescription(owner),
    engine.catalog(owner),
  ]);
  const children = catalog?.below(option?.name ?? name, mostBelow).length ?? 0;
  const about = { query: name, exact: true as const, children, optionSet };
  switch (lookup.outcome) {
    case 'found': {
      const note = lookup.key === undefined ? undefined : keyNote(lookup.key, lookup.option.name);
      return { ...about, found: true, option: lookup.option, note, nearest: [] };
    }
    case 'renamed': {
      const when = lookup.since === undefined ? '' : ` in ${lookup.since}`;
      const note = `${name} was renamed${when}${lookup.note === undefined ? '' : `. ${lookup.note}`}`;
      return { ...about, found: false, note, nearest: lookup.to };
    }
    case 'removed':
      return { ...about, found: false, note: `${name} was removed: ${lookup.note}`, nearest: [] };
    default: {
      const group = children === 0 ? undefined : `${name} is a group of ${children} options`;
      return { ...about, found: false, note: group, nearest: lookup.nearest.slice(0, mostNear) };
    }
  }
}
