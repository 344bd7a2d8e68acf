import type { Passage } from '@nixai/api';
import { isTopicPassage, termsOf, type TopicPassage } from '@nixai/docs';
import { tellingWords } from './named/index.js';
import { sentencesOf } from './screen/sentences.js';

/** A topic of which one part speaks of what is asked, whatever the topic is called. */
export interface Point {
  readonly passage: TopicPassage;
  /** The share of the question's telling words that the part has, together with the topic's name. */
  readonly share: number;
}

/** A part with less of the question may be about anything. */
const leastShare = 0.75;
/** One word alone is found in too many places. */
const leastWords = 2;

/** The topic one part of which has most of the question's telling words; undefined where none has enough. */
export function pointIn(passages: readonly Passage[], question: string): Point | undefined {
  const telling = tellingWords(question);
  if (telling.length < leastWords) return undefined;
  const [best] = passages
    .filter(isTopicPassage)
    .map((passage) => ({ passage, share: shareOf(passage, telling) }))
    .toSorted((a, b) => b.share - a.share);
  return best !== undefined && best.share >= leastShare ? best : undefined;
}

/** The topic that has a missing word as one of its names, exactly so. */
export function namesake(
  passages: readonly Passage[],
  missed: readonly string[],
): TopicPassage | undefined {
  const wanted = new Set(missed.map((word) => word.toLowerCase()));
  return passages
    .filter(isTopicPassage)
    .find(({ topic }) => topic.synonyms.some((name) => wanted.has(name.toLowerCase())));
}

function shareOf({ topic, rare }: TopicPassage, telling: readonly string[]): number {
  const name = wordsOf(topic.title);
  const parts = [
    ...sentencesOf(topic.answer).map(({ text }) => text),
    ...topic.pitfalls,
    ...topic.snippets.map(({ title }) => title),
  ].map(wordsOf);
  const shares = parts
    // The part itself has to say something of the question that is not said everywhere.
    .filter((words) => telling.some((word) => words.has(word) && rare.includes(word)))
    .map((words) => telling.filter((word) => words.has(word) || name.has(word)).length);
  return Math.max(0, ...shares) / telling.length;
}

function wordsOf(text: string): Set<string> {
  const { words, compounds } = termsOf(text);
  return new Set([...words, ...compounds.map(({ term }) => term)]);
}
