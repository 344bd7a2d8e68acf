import type { DocSource, OptionCatalog, OptionSet } from '@nixai/api';
import { loadHandbook } from '../topics/index.js';
import { handbookIndex } from '../handbook/handbookOptions.js';
import { thousands } from '../thousands.js';
import type { Index } from '../index/index.js';
import { optionDoc } from '../sources/optionDocs.js';
import { optionPassage } from '../sources/passages.js';
import { searchOptions } from '../relevance/index.js';
import { factsCatalog } from './factsCatalog.js';
import { factsIndex, factsSource } from './factsIndex.js';
import { factsOf } from './readOptions.js';
import { releaseHere } from './releaseHere.js';
import { renameIn } from './renames.js';

const sets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];

/** The option names that nixai brings: every one is known with no index and no network. */
export function createFactsSource(): DocSource {
  const indexes = new Map<OptionSet, Index>();
  const catalogs = new Map<OptionSet, OptionCatalog>();

  function indexOf(set: OptionSet): Index {
    const index =
      indexes.get(set) ??
      factsIndex(factsOf(set), {
        index: () => handbookIndex(set),
        options: () => loadHandbook().options.filter((option) => option.set === set),
      });
    indexes.set(set, index);
    return index;
  }

  function catalogFor(set: OptionSet): OptionCatalog {
    const index = indexOf(set);
    const catalog =
      catalogs.get(set) ??
      factsCatalog(index, (id) => optionDoc(index, id), factsOf(set), releaseHere());
    catalogs.set(set, catalog);
    return catalog;
  }

  return {
    name: factsSource,
    summary: 'Names, types and defaults of all options, which nixai brings: no descriptions',
    kinds: ['option'],
    async catalog(set) {
      return catalogFor(set);
    },
    async search({ text, kinds, set, limit }) {
      // A question is answered by prose; these have none but what the handbook gives anyway.
      if (kinds?.includes('option') !== true) return [];
      return sets
        .filter((one) => set === undefined || set === one)
        .flatMap((one) => {
          const index = indexOf(one);
          return searchOptions(index, text, limit)
            .filter(({ id }) => renameIn(index.names.at(id), [one]) === undefined)
            .map((hit) => optionPassage(optionDoc(index, hit.id), hit));
        })
        .sort((a, b) => b.score - a.score)
        .slice(0, limit);
    },
    async status() {
      const counts = sets.map((set) => [set, factsOf(set)] as const);
      return {
        available: true,
        detail: counts
          .map(([set, { names, meta }]) => `${thousands(names.length)} ${set} (${meta.date})`)
          .join(', '),
        counts: { option: counts.reduce((sum, [, { names }]) => sum + names.length, 0) },
      };
    },
  };
}
