import type { OptionSet } from '@nixai/api';
import type { Index } from '../index/index.js';
import { findCandidates } from './candidates.js';
import type { Hit } from './hit.js';
import { knowledgeOf } from './knowledge.js';
import { meantEntries } from './meantEntries.js';
import { pathMatches } from './pathMatches.js';
import { proseMatches } from './proseMatches.js';
import { parseQuery } from './query.js';
import { renamedMatches } from './renamedMatches.js';
import { createRatings } from './rated.js';
import { rateOption } from './rateOption.js';
import { matchWords, type WordMatches } from './wordMatches.js';

const maxCandidates = 300;

/** Below this, no name fits well, and descriptions are asked. */
const fitting = 0.6;

/**
 * Options that answer the query, best first: the exact name, what lies below a path, names that
 * have its words (misspelt, begun, or by another word), what its words mean, and descriptions.
 */
export function searchOptions(index: Index, text: string, limit: number): Hit[] {
  const query = parseQuery(text);
  if (query.words.length === 0) return [];
  const knowledge = knowledgeOf(index.meta.content as OptionSet);
  const standing = (name: string) => knowledge.standing(name);
  const ratings = createRatings();
  ratings.offer(renamedMatches(index, query.text));
  ratings.offer(pathMatches(index, query.text, standing));
  if (ratings.size === 0 || !query.text.includes('.')) {
    const matches = matchWords(index, query);
    const candidates = findCandidates(index, matches, maxCandidates);
    const rate = (id: number, words: readonly WordMatches[] = matches) =>
      rateOption(index, id, words, standing);
    ratings.offer(candidates.map((id) => rate(id)));
    ratings.offer(
      meantEntries(
        index,
        matches,
        knowledge,
        ({ options }) => options,
        (id, words) => rate(id, words).value,
      ),
    );
    if (ratings.best < fitting) ratings.offer(proseMatches(index, query));
  }
  return ratings.hits(index, limit);
}
