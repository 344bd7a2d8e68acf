import type { OptionCatalog, OptionEntry } from '@nixai/api';
import { catalogOf, memoryIndex, wordsOf } from './index/index.js';
import { optionDoc } from './sources/optionDocs.js';

const made = new WeakMap<readonly OptionEntry[], OptionCatalog>();

/**
 * A catalog of options that are of no set of nixai's: its `set` says nothing, and nobody is to ask.
 * @param options the same list gives the same catalog.
 */
export function catalogOfEntries(options: readonly OptionEntry[]): OptionCatalog {
  const known = made.get(options);
  if (known !== undefined) return known;
  const about = { content: 'nixos', source: '', date: '', from: '', fingerprint: '' } as const;
  const entries = options.map(({ name, type }) => ({
    name,
    type,
    body: { description: '', declarations: [] },
    text: wordsOf(name).join(' '),
  }));
  const index = memoryIndex(about, entries);
  const catalog = catalogOf(index, (id) => optionDoc(index, id));
  made.set(options, catalog);
  return catalog;
}
