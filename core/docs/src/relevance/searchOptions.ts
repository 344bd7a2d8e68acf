import type { OptionSet } from '@nixai/api';
import type { Index } from '../index/index.js';
import { findCandidates } from './candidates.js';
import type { Hit } from './hit.js';
import { knowledgeOf } from './knowledge.js';
import { meantEntries } from './meantEntries.js';
import { pathMatches } from './pathMatches.js';
import { proseMatches, stemsIn } from './proseMatches.js';
import { parseQuery } from './query.js';
import { renamedMatches } from './renamedMatches.js';
import { createRatings } from './rated.js';
import { rateOption } from './rateOption.js';
import { topicEntries } from './topicEntries.js';
import { matchWords, type WordMatches } from './wordMatches.js';

const maxCandidates = 100;
/** A long story is about its weightiest words. */
const maxWords = 8;

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
    const said = matchWords(index, query);
    const matches = weightiest(said);
    const candidates = findCandidates(index, matches, maxCandidates);
    const rate = (id: number, words: readonly WordMatches[] = matches) =>
      rateOption(index, id, words, standing);
    ratings.offer(candidates.map((id) => rate(id)));
    ratings.offer(
      meantEntries(
        index,
        said,
        knowledge,
        ({ options }) => options,
        (id, words) => rate(id, words).value,
      ),
    );
    if (!ratings.fits) {
      const rateDescribed = (id: number) =>
        rateOption(index, id, matches, standing, stemsIn(descriptionOf(index, id)));
      ratings.offer(proseMatches(index, matches).map(rateDescribed));
      ratings.offer(topicEntries(index, query.text, (id) => rateDescribed(id).value));
    }
  }
  return ratings.hits(index, limit);
}

function descriptionOf(index: Index, id: number): string {
  return index.body<{ readonly description: string }>(id, ['description']).description;
}

function weightiest(matches: readonly WordMatches[]): readonly WordMatches[] {
  if (matches.length <= maxWords) return matches;
  const least =
    matches.map(({ importance }) => importance).sort((a, b) => b - a)[maxWords - 1] ?? 0;
  return matches.filter(({ importance }) => importance >= least);
}
