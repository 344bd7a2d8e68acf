import type { Passage } from '@nixai/api';
import { isTopicPassage, sum, type TopicPassage } from '@nixai/docs';

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
export const plausible = 0.45;

/** Below this, a passage has nothing to do with the question. */
const unrelated = 0.2;
const mostMore = 2;
/** What topics must cover together where none is plausible alone. */
const enoughTogether = 0.65;
/** A question that lists things gets as many topics. */
const mostNamed = 4;
/** A further topic must be plausible itself, or give this share of the main topic's weight… */
const weightShare = 0.5;
/** …and cover so much, for what the main topic covers, that nothing chosen before does (half of it
 * where the question names the topic)… */
const newWordsShare = 0.3;
/** …unless it is nearly as good as the main one: then either may be what is meant. */
const nearTie = 0.75;

/** Chooses what to answer with: the best passage, and those that cover what it leaves open. */
export function selectPassages(passages: readonly Passage[]): Selection {
  const [best, ...rest] = passages;
  if (best !== undefined && best.score >= plausible)
    return {
      main: best,
      more: isTopicPassage(best) ? moreTopics(best, rest.filter(isTopicPassage)) : otherPages(rest),
      nearest: [],
    };
  const [main, ...more] = namedTopics(passages.filter(isTopicPassage));
  if (main !== undefined) return { main, more, nearest: [] };
  return { more: [], nearest: passages.filter(({ score }) => score >= unrelated).slice(0, 3) };
}

/**
 * For a question that asks for several things at once ("Docker, PostgreSQL and VS Code"), no single
 * topic covers enough: the topics that it names do so together, or there is no answer.
 */
function namedTopics(candidates: readonly TopicPassage[]): TopicPassage[] {
  const chosen: TopicPassage[] = [];
  const names = new Set<string>();
  const covered = new Map<string, number>();
  for (const candidate of candidates) {
    if (chosen.length === mostNamed || candidate.named.every((word) => names.has(word))) continue;
    chosen.push(candidate);
    for (const word of candidate.named) names.add(word);
    cover(covered, candidate);
  }
  return chosen.length > 1 && sum(covered.values()) >= enoughTogether ? chosen : [];
}

function moreTopics(main: TopicPassage, candidates: readonly TopicPassage[]): TopicPassage[] {
  const chosen: TopicPassage[] = [];
  const covered = new Map(main.covers);
  const needed = newWordsShare * sum(main.covers.values());
  for (const candidate of candidates) {
    if (chosen.length === mostMore) break;
    const share = candidate.weight / main.weight;
    const weightyEnough = share >= weightShare || candidate.score >= plausible;
    const least = candidate.named.length > 0 ? needed / 2 : needed;
    const adds = weightyEnough && gainOf(candidate, covered) >= least;
    if (share < nearTie && !adds) continue;
    chosen.push(candidate);
    cover(covered, candidate);
  }
  return chosen;
}

/** How much more of the question is covered with this topic than without. */
function gainOf({ covers }: TopicPassage, covered: ReadonlyMap<string, number>): number {
  return sum([...covers].map(([word, share]) => Math.max(0, share - (covered.get(word) ?? 0))));
}

function cover(covered: Map<string, number>, { covers }: TopicPassage): void {
  for (const [word, share] of covers) covered.set(word, Math.max(share, covered.get(word) ?? 0));
}

function otherPages(passages: readonly Passage[]): Passage[] {
  return passages.filter(({ score }) => score >= plausible).slice(0, mostMore);
}
