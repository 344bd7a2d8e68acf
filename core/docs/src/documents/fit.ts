import type { Postings } from '../handbook/postings.js';
import { queryTermsOf, type QueryTerm } from '../handbook/queryTerms.js';
import { rarityOf } from '../handbook/searchIndex.js';
import { sum } from '../handbook/sum.js';

/** How well one part of a document fits a question. */
export interface Fit {
  readonly part: number;
  /** 0 to 1: the share of what the question says that the part is about. */
  readonly score: number;
  /** The question's words that it has, the weightiest first. */
  readonly words: readonly string[];
}

/** What a word gives that stands in a title: nothing can be more about it. */
const inTitle = 0.71;
/** A long question is about its weightiest words. */
const weighty = 6;
/** A question of nothing but everyday words is not answered by agreeing with them. */
const leastWeight = 1.5;
/** One word of several in common may be chance. */
const oneWordShare = 0.65;

/**
 * The parts that have something of the question. What of it a part lacks counts against the part, also
 * where nobody in this index has the word: a page that shares a side matter is no answer.
 * @param everybody a large collection, which tells how rare a word is.
 */
export function fitOf(question: string, own: Postings, everybody: Postings): Fit[] {
  const singles = queryTermsOf(question, own).filter(({ single }) => single);
  const rarity = rarityIn(own, everybody);
  const wanted = singles
    .map((term) => inTitle * rarity(term.word))
    .sort((a, b) => b - a)
    .slice(0, weighty);
  const possible = Math.max(leastWeight, sum(wanted));
  const loud = singles.filter(({ quiet }) => !quiet).length;
  const found = new Map<number, Map<QueryTerm, number>>();
  for (const term of singles)
    for (const [part, weight] of weightsOf(term, own, rarity)) {
      const given = found.get(part) ?? new Map<QueryTerm, number>();
      found.set(part, given.set(term, Math.min(weight, inTitle * rarity(term.word))));
    }
  return [...found].map(([part, given]) => {
    const agreeing = [...given.keys()].filter(({ quiet }) => !quiet).length;
    const chance = agreeing < 2 && loud > 1 ? oneWordShare : 1;
    const words = [...given].sort((a, b) => b[1] - a[1]).map(([{ word }]) => word);
    return { part, score: Math.min(1, (chance * sum(given.values())) / possible), words };
  });
}

/** How rare a word is among all that is known of. */
function rarityIn(own: Postings, everybody: Postings): (word: string) => number {
  const all = own.documents + everybody.documents;
  return (word) => rarityOf(word, own.of(word).length + everybody.of(word).length, all);
}

/** What each part gives for an idea of the question, by the variant that fits it best. */
function weightsOf(
  { variants }: QueryTerm,
  own: Postings,
  rarity: (word: string) => number,
): Map<number, number> {
  const best = new Map<number, number>();
  for (const { term, weight } of variants) {
    const postings = own.of(term);
    // The index has the rarity among its own documents in its weights.
    const ownRarity = rarityOf(term, postings.length, own.documents);
    for (const posting of postings) {
      const value = (posting.weight / ownRarity) * rarity(term) * weight;
      best.set(posting.document, Math.max(value, best.get(posting.document) ?? 0));
    }
  }
  return best;
}
