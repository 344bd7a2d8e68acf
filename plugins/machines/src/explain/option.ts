import { docs, type Host, type OptionDoc } from '@nixai/api';
import type { Explained } from './result.js';

type About = Omit<Explained, 'machines'>;

const mostNear = 5;
const mostBelow = 10_000;

/** What the option sets at hand say of a name of NixOS. */
export async function aboutOption(host: Host, option: string): Promise<About> {
  const engine = await host.service(docs);
  const lookup = await engine.option(option, 'nixos');
  const [{ text: optionSet }, catalog] = await Promise.all([
    engine.optionSetDescription('nixos'),
    engine.catalog('nixos'),
  ]);
  const below = catalog?.below(option, mostBelow).length ?? 0;
  const known = { option, nearest: [], below, optionSet };
  switch (lookup.outcome) {
    case 'found': {
      const { key } = lookup;
      return {
        ...known,
        known: key === undefined ? 'option' : 'key',
        about: shown(lookup.option),
        ...(key !== undefined && {
          note: `${key} is a key of ${lookup.option.name}, which takes any`,
        }),
      };
    }
    case 'renamed': {
      const when = lookup.since === undefined ? '' : ` in ${lookup.since}`;
      return { ...known, known: 'renamed', note: `it was renamed${when}`, nearest: lookup.to };
    }
    case 'removed':
      return { ...known, known: 'removed', note: lookup.note };
    default:
      return below > 0
        ? { ...known, known: 'group' }
        : { ...known, known: lookup.outcome, nearest: lookup.nearest.slice(0, mostNear) };
  }
}

const shown = (option: OptionDoc): Explained['about'] => ({
  name: option.name,
  type: option.type,
  ...(option.default !== undefined && { default: option.default }),
  ...(option.example !== undefined && { example: option.example }),
  description: option.description,
  ...(option.citation.url !== undefined && { url: option.citation.url }),
});
