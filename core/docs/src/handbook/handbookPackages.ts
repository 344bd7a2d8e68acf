import type { Passage } from '@nixai/api';
import { loadHandbook, type Topic } from '../topics/index.js';
import { memoryIndex, type Index, type IndexEntry } from '../index/index.js';
import { preparedPackages } from './preparedWords.js';
import { namedPackages, searchPackages } from '../relevance/index.js';

/**
 * Less than plausible (see `Passage`): the handbook knows what a package is for, but neither its
 * version nor whether a release has it, so that whoever does is asked as well.
 */
const atMost = 0.49;

let made: Index | undefined;

/** Packages that the handbook knows by name and use. */
export function searchHandbookPackages(
  topics: readonly Topic[],
  text: string,
  limit: number,
): Passage[] {
  const index = (made ??= indexOf(topics));
  return searchPackages(index, text, limit).map(({ id, score, why }): Passage => {
    const name = index.names.at(id);
    return {
      id: `package:${name}`,
      kind: 'package',
      title: name,
      text: '',
      score: score * atMost,
      why,
      citation: { source: 'handbook', title: name },
    };
  });
}

function indexOf(topics: readonly Topic[]): Index {
  const about = { source: 'handbook', date: '', from: '', fingerprint: '' };
  const prepared = topics === loadHandbook().topics ? preparedPackages() : undefined;
  const entries = prepared?.names.map(entryOf) ?? packageEntries(topics);
  return memoryIndex({ ...about, content: 'packages' }, entries, prepared);
}

/** Every package that the vocabulary or a topic names, as an entry of an index. */
export function packageEntries(topics: readonly Topic[]): IndexEntry[] {
  const names = new Set([...namedPackages(), ...topics.flatMap(({ packages }) => packages)]);
  return [...names].map(entryOf);
}

const entryOf = (name: string): IndexEntry => ({
  name,
  type: '',
  body: { name, description: '' },
  text: '',
});
