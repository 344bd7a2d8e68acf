import type { Passage } from '@nixai/api';
import type { Topic } from '../topics/index.js';
import { memoryIndex, type Index } from '../index/index.js';
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
  const names = new Set([...namedPackages(), ...topics.flatMap(({ packages }) => packages)]);
  const about = { source: 'handbook', date: '', from: '', fingerprint: '' };
  const entries = [...names].map((name) => ({
    name,
    type: '',
    body: { name, description: '' },
    text: '',
  }));
  return memoryIndex({ ...about, content: 'packages' }, entries);
}
