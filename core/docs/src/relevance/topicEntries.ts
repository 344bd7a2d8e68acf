import type { OptionSet } from '@nixai/api';
import { findTopics } from '../handbook/findTopics.js';
import type { Index } from '../index/index.js';
import type { Rated } from './rated.js';

const asked = 3;
/** Below this, a topic has little more than a word in common with the question. */
const leastConfidence = 0.2;
/** A topic is about more than one question: its options stand below names that say it all. */
const atMost = 0.9;
/** How much of it depends on which of the topic's options has the question's words. */
const ownShare = 0.45;
/** Topics name what they need in the order in which it matters. */
const step = 0.012;

/**
 * Options of the handbook's topics that a question is about, those with its words first.
 * @param rate how well an option's name and description fit, 0 to 1.
 */
export function topicEntries(index: Index, text: string, rate: (id: number) => number): Rated[] {
  const set = index.meta.content as OptionSet;
  return findTopics(text, asked)
    .filter(({ confidence }) => confidence >= leastConfidence)
    .flatMap(({ topic, confidence }) => {
      const options = set === 'home-manager' ? topic.homeOptions : topic.options;
      return options.flatMap((name, rank): Rated[] => {
        const id = index.idOf(name);
        if (id === undefined) return [];
        const value = atMost * confidence * (1 - ownShare + ownShare * rate(id)) - rank * step;
        return [{ id, value, why: `named by “${topic.title}”`, complete: confidence > 0.8 }];
      });
    });
}
