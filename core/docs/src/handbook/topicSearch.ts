import type { Handbook, Topic } from '../topics/index.js';
import { coverageBySentence, type Coverage } from './confidence.js';
import { openPostings, type Postings } from './postings.js';
import { queryTermsOf, type QueryTerm } from './queryTerms.js';
import { rank } from './rank.js';
import { samenessWith, type Phrasing } from './sameness.js';
import { termsOf } from './terms.js';
import { buildSearchIndex, type Fields, type SearchIndex } from './searchIndex.js';

/** A topic that fits a question. */
export interface FoundTopic extends Coverage {
  readonly topic: Topic;
  /** Summed weights; comparable within one question only. */
  readonly weight: number;
  /** How far one of its own questions is the one that was asked, 0 to 1. */
  readonly said: number;
  /** The share of the topic's title that the question has, 0 to 1. */
  readonly subject: number;
  /** The question's own telling words that stand in the title. */
  readonly named: readonly string[];
  /** Telling words of the question that few topics have. */
  readonly rare: readonly string[];
  /** Those of them that this topic is not about. */
  readonly missed: readonly string[];
  /** Telling words of the question that tell topics apart at all, this one not about them. */
  readonly lacking: readonly string[];
}

export type TopicSearch = (question: string, limit: number) => FoundTopic[];

/** The search index over topics; made when nixai is built, or here where it was not. */
export function buildTopicIndex(topics: Handbook['topics']): SearchIndex {
  return buildSearchIndex(topics.map(topicFields));
}

/** Between two topics that fit alike, the one whose title the question has is the plainer answer. */
const subjectFactor = 0.2;

/** A topic that lists the question as it was asked is what was meant… */
const saidFactor = 2;
/** …and one that lists the very question is, whatever else another one has of it. */
const exactFactor = 1.3;
const exactly = 0.99;
/** What leaves much of the question open is not its answer, however rare the words that it has. */
const coverFactor = 0.3;
/** …and from here on its being listed is as good as its words being covered. */
const sure = 0.8;

/** Who asks what a thing is wants it explained, and who tells of a fault wants it found: what is written for that. */
const kindFactor = 1.1;
const asksWhat = /^\W*what(?:'s| is| are| does)\b/i;
const tellsOfFault =
  /\b(?:(?:is|are|does|do|did|can|could|will|has|was)(?:n['’]?t| not)|won['’]?t|cannot|not (?:working|starting|found|detected|showing)|no longer|fails?|failed|crash\w*|broken|hangs?|freez\w*|stopped working|black screen)\b/i;

const kindFor = (question: string): Topic['kind'] | undefined =>
  asksWhat.test(question) ? 'concept' : tellsOfFault.test(question) ? 'troubleshoot' : undefined;

/** So many times what is wanted is looked at; a single word, which many have, may be a question that one lists. */
const looked = 2;
const lookedOfOne = 4;

/** A word that at most such a share of the topics has is likely the point of a question. */
const rareShare = 0.04;
/** A word that more topics have than this share goes with anything: "file", "secret", "install". */
const commonShare = 0.11;
/** Says how, and not what: "globally", "automatically". */
const adverb = /\b[a-z]{3,}ly\b/gi;

/** The question's words that no more topics have than such a share; one that nobody knows is among them. */
function wordsWithin(share: number, terms: readonly QueryTerm[], postings: Postings): string[] {
  return terms
    .filter(({ single, quiet }) => single && !quiet)
    .filter(({ word }) => postings.of(word).length <= share * postings.documents)
    .map(({ word }) => word);
}

/** Finds topics by a question in everyday words. */
export function createTopicSearch(
  topics: Handbook['topics'],
  index: SearchIndex,
  phrasings: readonly (readonly Phrasing[])[],
): TopicSearch {
  const postings = openPostings(index);
  return (question, limit) => {
    const terms = queryTermsOf(question, postings);
    const cover = coverageBySentence(question, terms, postings);
    const sameness = samenessWith(question, terms);
    const { words } = termsOf(question);
    const kind = kindFor(question);
    const adverbs = new Set(termsOf(question.match(adverb)?.join(' ') ?? '').words);
    const things = terms.filter(({ word }) => !adverbs.has(word));
    const rare = wordsWithin(rareShare, things, postings);
    const telling = wordsWithin(commonShare, things, postings);
    return rank(terms, postings)
      .slice(0, (words.length === 1 ? lookedOfOne : looked) * limit)
      .flatMap(({ document, score, matched, subject, named }) => {
        const topic = topics[document];
        if (topic === undefined) return [];
        const said = Math.max(0, ...(phrasings[document] ?? []).map(sameness));
        const { covers, confidence: covered } = cover(matched);
        const confidence = said >= sure ? Math.max(covered, said) : covered;
        const weight =
          score *
          (1 - subjectFactor + subjectFactor * subject) *
          (1 + saidFactor * said ** 3) *
          (said >= exactly ? exactFactor : 1) *
          (topic.kind === kind ? kindFactor : 1) *
          (1 - coverFactor + coverFactor * Math.min(1, confidence));
        const missed = rare.filter((word) => !covers.has(word));
        const lacking = telling.filter((word) => !covers.has(word));
        return [{ topic, said, weight, subject, named, rare, missed, lacking, covers, confidence }];
      })
      .sort((a, b) => b.weight - a.weight)
      .slice(0, limit);
  };
}

function topicFields(topic: Topic): Fields {
  return {
    title: [topic.title],
    questions: topic.questions,
    synonyms: topic.synonyms,
    names: [...topic.options, ...topic.homeOptions, ...topic.packages],
    notes: [...topic.pitfalls, ...topic.steps, ...topic.checks],
    body: [
      topic.answer,
      ...topic.snippets.map(({ title, synonyms = [], answer = '', code }) =>
        [title, ...synonyms, answer, code].join('\n'),
      ),
    ],
  };
}
