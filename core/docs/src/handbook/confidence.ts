import type { Postings } from './postings.js';
import { sum } from './sum.js';
import { isQuiet, termsOf } from './terms.js';
import type { QueryTerm } from './queryTerms.js';

/** A word that the handbook lacks weighs as much as a fairly rare one that it has. */
const unknownShare = 0.5;
/** A word that other topics know is often a side matter of the story: it counts against one less. */
const knownShare = 0.6;
/** A long story is about its weightiest words; the rest does not count against an answer. */
const weighty = 6;
/** A question of nothing but everyday words is not covered by agreeing with them. */
const leastWeight = 1.5;
/** One word in common may be chance ("world cup" and CUPS), unless it is most of the question. */
const oneWordShare = 0.65;

/** How far a document covers a question. */
export interface Coverage {
  /** The question's words that the document is about, each with its share of the question. */
  readonly covers: ReadonlyMap<string, number>;
  /**
   * How sure it is that the document answers the question, 0 to 1: the share of the question's
   * weighty words that it is about. A question about something unheard of is not answered by what
   * its small talk matches.
   */
  readonly confidence: number;
}

/** A sentence of fewer telling words than this may be covered by chance. */
const sentenceWords = 3;
/** A topic that covers only one sentence of a story is a little less sure. */
const sentenceShare = 0.9;

/**
 * Like `coverageOf`, but a document that covers one sentence of a longer question well is an answer
 * too: people tell a story around what they ask, or ask two things.
 */
export function coverageBySentence(
  question: string,
  terms: readonly QueryTerm[],
  postings: Postings,
): (matched: ReadonlyMap<string, number>) => Coverage {
  const whole = coverageOf(terms, postings);
  const parts = question.split(/[.?!;]\s|\n/);
  if (parts.length === 1) return whole;
  const byWord = new Map(terms.map((term) => [term.word, term]));
  const sentences = parts
    .map((sentence) => termsOf(sentence).words.flatMap((word) => byWord.get(word) ?? []))
    .filter((words) => words.filter(({ quiet }) => !quiet).length >= sentenceWords)
    .map((words) => coverageOf([...new Set(words)], postings));
  return (matched) => {
    const { covers, confidence } = whole(matched);
    const best = Math.max(0, ...sentences.map((cover) => cover(matched).confidence));
    return { covers, confidence: Math.max(confidence, sentenceShare * best) };
  };
}

/** Reads a question once, to say of any document how far it covers it. */
function coverageOf(
  terms: readonly QueryTerm[],
  postings: Postings,
): (matched: ReadonlyMap<string, number>) => Coverage {
  const singles = terms.filter(({ single }) => single);
  const strengths = singles
    .map((term) => strengthOf(term, postings))
    .sort((a, b) => b.most - a.most)
    .slice(0, weighty);
  const possible = Math.max(leastWeight, sum(strengths.map(({ most }) => most)));
  const loud = singles.filter(({ quiet }) => !quiet).length;
  return (matched) => {
    const own = singles.flatMap(({ word }) => {
      const weight = matched.get(word);
      return weight === undefined ? [] : [[word, weight] as const];
    });
    const reached = sum(own.map(([, weight]) => weight));
    const open = sum(strengths.map((strength) => openWeight(strength, matched)));
    const agreeing = own.filter(([word]) => !isQuiet(word)).length;
    const chance = agreeing < 2 && loud > 1 ? oneWordShare : 1;
    return {
      covers: new Map(own.map(([word, weight]) => [word, weight / possible])),
      confidence: (chance * reached) / Math.max(leastWeight, reached + open),
    };
  };
}

/** What a word leaves open: less where other documents know it, for then it is a side matter. */
function openWeight({ word, most, known }: Strength, matched: ReadonlyMap<string, number>): number {
  const missing = Math.max(0, most - (matched.get(word) ?? 0));
  return known ? knownShare * missing : missing;
}

interface Strength {
  readonly word: string;
  /** The most that the word could give to any document. */
  readonly most: number;
  readonly known: boolean;
}

function strengthOf({ word, variants, quiet }: QueryTerm, postings: Postings): Strength {
  const unknown = quiet ? 0 : unknownShare * Math.log(1 + postings.documents);
  if (variants.length === 0) return { word, most: unknown, known: false };
  const weights = variants.flatMap(({ term, weight }) =>
    postings.of(term).map((posting) => weight * posting.weight),
  );
  return { word, most: Math.max(0, ...weights), known: true };
}
