import type { OptionCatalog, OptionSet, Passage } from '@nixai/api';
import { loadHandbook, type OptionEntry } from '../topics/index.js';
import { catalogOf, memoryIndex, wordsOf, type Index } from '../index/index.js';
import { optionDoc } from '../sources/optionDocs.js';
import type { IndexEntry } from '../index/index.js';
import { preparedOptions } from './preparedWords.js';
import { searchOptions } from '../relevance/index.js';

const made = new Map<OptionSet, Index>();

/** The handbook's options that answer a query, ranked as those of a complete option set are. */
export function searchHandbookOptions(
  options: readonly OptionEntry[],
  set: OptionSet,
  text: string,
  limit: number,
): Passage[] {
  const index = handbookIndex(set, options);
  return searchOptions(index, text, limit).map(({ id, score, why }): Passage => {
    const name = index.names.at(id);
    return {
      id: `option:${set}:${name}`,
      kind: 'option',
      title: name,
      text: index.body<{ readonly description: string }>(id, ['description']).description,
      score,
      why,
      citation: { source: 'handbook', title: name, section: set },
      options: [name],
    };
  });
}

/** The handbook's options as a set. It is a selection: a name that it lacks may be right. */
export function handbookCatalog(set: OptionSet): OptionCatalog {
  const index = handbookIndex(set);
  return catalogOf(index, (id) => optionDoc(index, id));
}

/** The handbook's options of a set, with the words that describe them. */
export function handbookIndex(set: OptionSet, options = loadHandbook().options): Index {
  const index = made.get(set) ?? indexOf(options, set);
  made.set(set, index);
  return index;
}

function indexOf(options: readonly OptionEntry[], set: OptionSet): Index {
  const about = { content: set, source: 'handbook', date: '', from: '', fingerprint: '' };
  const isOwn = options === loadHandbook().options;
  return memoryIndex(about, entriesOf(options, set), isOwn ? preparedOptions(set) : undefined);
}

/** The options of a set as entries of an index. */
export function entriesOf(options: readonly OptionEntry[], set: OptionSet): IndexEntry[] {
  return options
    .filter((option) => option.set === set)
    .map(({ name, type, summary, pitfalls = [] }) => ({
      name,
      type,
      body: { description: summary, declarations: [] },
      // Made when a first search asks for prose.
      get text() {
        return [...wordsOf(name), summary, ...pitfalls].join(' ');
      },
    }));
}
