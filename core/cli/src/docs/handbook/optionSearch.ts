import type { OptionEntry } from '../../handbook/index.js';
import { coverageOf } from './confidence.js';
import { openPostings } from './postings.js';
import { queryTermsOf } from './queryTerms.js';
import { rank } from './rank.js';
import { buildSearchIndex, type SearchIndex } from './searchIndex.js';

export interface FoundOption {
  readonly option: OptionEntry;
  /** 0 to 1. */
  readonly confidence: number;
}

export type OptionSearch = (question: string, limit: number) => FoundOption[];

/** The search index over the handbook's own descriptions of options. */
export function buildOptionIndex(options: readonly OptionEntry[]): SearchIndex {
  return buildSearchIndex(
    options.map(({ name, summary, pitfalls }) => ({
      names: [name],
      synonyms: [summary],
      notes: pitfalls ?? [],
    })),
  );
}

/** Finds options by name or by what they do. */
export function createOptionSearch(
  options: readonly OptionEntry[],
  index: SearchIndex,
): OptionSearch {
  const postings = openPostings(index);
  return (question, limit) => {
    const terms = queryTermsOf(question, postings);
    const cover = coverageOf(terms, postings);
    return rank(terms, postings)
      .slice(0, limit)
      .flatMap(({ document, matched }) => {
        const option = options[document];
        return option === undefined ? [] : [{ option, confidence: cover(matched).confidence }];
      });
  };
}
