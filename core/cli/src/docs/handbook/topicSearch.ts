import type { Handbook, Topic } from '../../handbook/index.js';
import { createConfidence } from './confidence.js';
import { openPostings, type Postings } from './postings.js';
import { queryTermsOf } from './queryTerms.js';
import { rank } from './rank.js';
import { buildSearchIndex, type Fields, type SearchIndex } from './searchIndex.js';

/** A topic that fits a question. */
export interface FoundTopic {
  readonly topic: Topic;
  /** 0 to 1: how sure it is that the topic answers (a part of) the question. */
  readonly confidence: number;
  /** Summed weights; comparable within one question only. */
  readonly score: number;
  /** The question's words that the topic is about, with what each one gave. */
  readonly matched: ReadonlyMap<string, number>;
}

export type TopicSearch = (question: string, limit: number) => FoundTopic[];

/** The search index over topics; made when nixai is built, or here where it was not. */
export function buildTopicIndex(topics: Handbook['topics']): SearchIndex {
  return buildSearchIndex(topics.map(topicFields));
}

/** Finds topics by a question in everyday words. */
export function createTopicSearch(topics: Handbook['topics'], index: SearchIndex): TopicSearch {
  const postings: Postings = openPostings(index);
  return (question, limit) => {
    const terms = queryTermsOf(question, postings);
    const confidence = createConfidence(terms, postings);
    return rank(terms, postings)
      .slice(0, limit)
      .flatMap(({ document, score, matched }) => {
        const topic = topics[document];
        if (topic === undefined) return [];
        return [{ topic, score, matched, confidence: confidence(matched) }];
      });
  };
}

function topicFields(topic: Topic): Fields {
  return {
    title: [topic.title],
    questions: topic.questions,
    synonyms: topic.synonyms,
    names: [...topic.options, ...topic.homeOptions, ...topic.packages],
    notes: [...topic.pitfalls, ...topic.steps, ...topic.checks],
    body: [topic.answer, ...topic.snippets.map(({ title, code }) => `${title}\n${code}`)],
  };
}
