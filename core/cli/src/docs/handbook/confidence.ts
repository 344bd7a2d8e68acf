import type { Postings } from './postings.js';
import { isQuiet } from './terms.js';
import type { QueryTerm } from './queryTerms.js';

/** A word that the handbook lacks weighs as much as a fairly rare one that it has. */
const unknownShare = 0.5;
/** A long story is about its weightiest words; the rest does not count against an answer. */
const weighty = 6;
/** A question of nothing but everyday words is not covered by agreeing with them. */
const leastWeight = 1.5;
/** One word in common may be chance ("world cup" and CUPS), unless it is most of the question. */
const oneWordShare = 0.75;

/**
 * How sure it is that a document answers the question, 0 to 1: the share of the question's weighty
 * words that the document is about. A question about something unheard of is not answered by what
 * its small talk matches.
 */
export function createConfidence(
  terms: readonly QueryTerm[],
  postings: Postings,
): (matched: ReadonlyMap<string, number>) => number {
  const singles = terms.filter(({ single }) => single);
  const strengths = singles
    .map((term) => strengthOf(term, postings))
    .sort((a, b) => b - a)
    .slice(0, weighty);
  const possible = Math.max(
    leastWeight,
    strengths.reduce((sum, strength) => sum + strength, 0),
  );
  const words = new Set(singles.map(({ word }) => word));
  const loud = singles.filter(({ quiet }) => !quiet).length;
  return (matched) => {
    let reached = 0;
    let agreeing = 0;
    for (const [word, weight] of matched) {
      if (!words.has(word)) continue;
      reached += weight;
      if (!isQuiet(word)) agreeing++;
    }
    const chance = agreeing < 2 && loud > 1 ? oneWordShare : 1;
    return chance * Math.min(1, reached / possible);
  };
}

/** The most that a word could give to any document. */
function strengthOf({ variants, quiet }: QueryTerm, postings: Postings): number {
  if (variants.length === 0) return quiet ? 0 : unknownShare * Math.log(1 + postings.documents);
  let most = 0;
  for (const { term, weight } of variants)
    for (const posting of postings.of(term)) most = Math.max(most, weight * posting.weight);
  return most;
}
