import type { QueryTerm } from './queryTerms.js';
import type { Postings } from './postings.js';

/** A document and how well it fits. */
export interface Ranked {
  readonly document: number;
  /** Summed weights; comparable within one question only. */
  readonly score: number;
  /** The question's words that this document is about, with what each one gave. */
  readonly matched: ReadonlyMap<string, number>;
}

/** The documents that share a term with the question, best first. */
export function rank(terms: readonly QueryTerm[], postings: Postings): Ranked[] {
  const found = new Map<number, { score: number; matched: Map<string, number> }>();
  for (const term of terms)
    for (const [document, { weight, telling }] of bestByDocument(term, postings)) {
      const entry = found.get(document) ?? { score: 0, matched: new Map<string, number>() };
      found.set(document, entry);
      entry.score += weight;
      if (telling) entry.matched.set(term.word, weight);
    }
  return [...found]
    .map(([document, { score, matched }]) => ({ document, score, matched }))
    .sort((a, b) => b.score - a.score || a.document - b.document);
}

/** A document counts once for an idea, by the variant that fits it best. */
function bestByDocument(
  { variants }: QueryTerm,
  postings: Postings,
): Map<number, { weight: number; telling: boolean }> {
  const best = new Map<number, { weight: number; telling: boolean }>();
  for (const { term, weight } of variants)
    for (const posting of postings.of(term)) {
      const value = posting.weight * weight;
      const before = best.get(posting.document);
      if (before === undefined || before.weight < value)
        best.set(posting.document, {
          weight: value,
          telling: posting.telling || (before?.telling ?? false),
        });
    }
  return best;
}
