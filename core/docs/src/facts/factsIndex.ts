import type { OptionEntry } from '../topics/index.js';
import type { Index } from '../index/index.js';
import { lowerBound } from '../index/openIndex.js';
import { once } from '../index/once.js';
import type { FactsFile } from './factsFile.js';

/** The name of the source of facts, in messages and citations. */
export const factsSource = 'options';

/**
 * Facts as an index: names, types and defaults of all options, and prose for those that the handbook
 * describes.
 * @param described the handbook's options; as an index they are asked only for prose.
 */
export function factsIndex(
  facts: FactsFile,
  described: { index(): Index; options(): readonly OptionEntry[] },
): Index {
  const { meta } = facts;
  const summaries = once(
    () => new Map(described.options().map(({ name, summary }) => [name, summary])),
  );
  const allWords = once(() => [...facts.words]);
  const idOf = (name: string): number | undefined => {
    const id = lowerBound(facts.names, name);
    return facts.names.at(id) === name ? id : undefined;
  };
  const place = (word: string): number | undefined => {
    const found = lowerBound(facts.words, word);
    return facts.words.at(found) === word ? found : undefined;
  };

  return {
    path: '',
    meta: {
      content: meta.set,
      source: factsSource,
      release: meta.release,
      manual: 'stable',
      date: meta.date,
      from: '@nixai/options',
      fingerprint: '',
      count: facts.names.length,
    },
    names: facts.names,
    get words() {
      return allWords();
    },
    idOf,
    typeOf: facts.typeOf,
    body: <T>(id: number) =>
      ({
        description: summaries().get(facts.names.at(id)) ?? '',
        default: facts.defaultOf(id) || undefined,
        declarations: facts.placesOf(id),
        readOnly: false,
      }) as T,
    leafCount: facts.leafCount,
    withWord(word) {
      const found = place(word);
      return found === undefined ? nothing : facts.withWord(found);
    },
    wordsFrom(prefix, limit) {
      const { words } = facts;
      const found: string[] = [];
      for (let at = lowerBound(words, prefix); found.length < limit; at++) {
        const word = words.at(at);
        if (word === '' || !word.startsWith(prefix)) break;
        found.push(word);
      }
      return found;
    },
    prose(asked, limit, begun) {
      const index = described.index();
      const ids = index.prose(asked, limit, begun).map((id) => idOf(index.names.at(id)));
      return ids.filter((id) => id !== undefined);
    },
    close() {},
  };
}

const nothing = new Uint32Array();
