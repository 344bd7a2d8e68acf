import type { Passage } from '@nixai/api';
import { isTopicPassage, type TopicPassage } from '../docs/index.js';

/** The passages that an answer is made of. */
export interface Selection {
  /** What the question is about; absent when nothing fits. */
  readonly main?: Passage;
  /** Other things that the question asks for, best first. */
  readonly more: readonly Passage[];
  /** What comes nearest when nothing fits. */
  readonly nearest: readonly Passage[];
}

/** From here a passage is a plausible answer (`Passage.score`). */
export const plausible = 0.5;

const mostMore = 2;
/** A further topic must give this share of the main topic's weight… */
const weightShare = 0.5;
/** …and so much of it for words that nothing chosen before is about… */
const newWordsShare = 0.3;
/** …unless it is nearly as good as the main one: then either may be what is meant. */
const nearTie = 0.8;

/** Chooses what to answer with: the best passage, and those that cover what it leaves open. */
export function selectPassages(passages: readonly Passage[]): Selection {
  const [best, ...rest] = passages;
  if (best === undefined || best.score < plausible)
    return { more: [], nearest: passages.slice(0, 3) };
  if (!isTopicPassage(best)) return { main: best, more: otherPages(rest), nearest: [] };
  return { main: best, more: moreTopics(best, rest.filter(isTopicPassage)), nearest: [] };
}

function moreTopics(main: TopicPassage, candidates: readonly TopicPassage[]): TopicPassage[] {
  const chosen: TopicPassage[] = [];
  const covered = new Set(main.matched.keys());
  const needed = newWordsShare * sum(main.matched.values());
  for (const candidate of candidates) {
    if (chosen.length === mostMore) break;
    const share = candidate.weight / main.weight;
    const gain = sum(
      [...candidate.matched].filter(([word]) => !covered.has(word)).map(([, weight]) => weight),
    );
    if (share < nearTie && (share < weightShare || gain < needed)) continue;
    chosen.push(candidate);
    for (const word of candidate.matched.keys()) covered.add(word);
  }
  return chosen;
}

function otherPages(passages: readonly Passage[]): Passage[] {
  return passages.filter(({ score }) => score >= plausible).slice(0, mostMore);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
