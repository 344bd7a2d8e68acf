import type { Handbook } from '../topics/index.js';
import { vocabularyOf, type VocabularyEntry } from '../relevance/vocabulary/index.js';
import { actionsIn } from './actions.js';
import { thingsIn, type Phrasing } from './sameness.js';
import { termsOf } from './terms.js';

/**
 * How people ask for each topic, in the order of the topics: its questions, its title, its synonyms,
 * and everyday phrases for its options.
 */
export function phrasingsOf(topics: Handbook['topics']): Phrasing[][] {
  const phrases = phrasesByTopic(topics);
  return topics.map(({ id, questions, title, synonyms }) => {
    const asked = questions.flatMap((text) => [text, withoutExamples(text)]);
    const texts = [...asked, title, ...synonyms, ...(phrases.get(id) ?? [])];
    const read = [...new Set(texts)].map(phrasingOf).filter(({ words }) => words.length > 0);
    return [...new Map(read.map((one) => [JSON.stringify(one), one])).values()];
  });
}

/** A question as those put it who name none of the examples: "share the screen (Discord, Zoom)". */
const withoutExamples = (text: string): string => text.replace(/ \([^()]*\)/g, '');

function phrasingOf(text: string): Phrasing {
  const { words, compounds } = termsOf(thingsIn(text));
  return {
    words: [...new Set(words)],
    compounds: compounds.map(({ term }) => term),
    actions: [...actionsIn(text)],
  };
}

/**
 * The everyday phrases of the vocabulary, by the topic that shows the option which they mean: of
 * several topics the one that names it first.
 */
function phrasesByTopic(topics: Handbook['topics']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const set of ['nixos', 'home-manager'] as const)
    for (const { phrases, options } of vocabularyOf(set)) {
      const topic = topicOf(options, topics, set);
      if (topic !== undefined) found.set(topic, [...(found.get(topic) ?? []), ...phrases]);
    }
  return found;
}

/** A topic shows what it is about in its first options. */
const shown = 3;

function topicOf(
  [first]: VocabularyEntry['options'],
  topics: Handbook['topics'],
  set: 'nixos' | 'home-manager',
): string | undefined {
  if (first === undefined) return undefined;
  const places = topics.flatMap((topic) => {
    const options = set === 'nixos' ? topic.options : topic.homeOptions;
    const at = options
      .slice(0, shown)
      .findIndex((name) => name === first || name === `${first}.enable`);
    return at < 0 ? [] : [{ id: topic.id, at }];
  });
  return places.sort((a, b) => a.at - b.at)[0]?.id;
}
