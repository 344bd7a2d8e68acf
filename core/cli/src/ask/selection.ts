import type { Passage } from '@nixai/api';
import { isTopicPassage, sum, termsOf, type TopicPassage } from '@nixai/docs';
import { goalOf } from './transition.js';

/** The passages that an answer is made of. */
export interface Selection {
  /** What the question is about; absent when nothing fits. */
  readonly main?: Passage;
  /** Other things that the question asks for, best first: they are answered, too. */
  readonly more: readonly Passage[];
  /** What may have been meant instead, or belongs to it: named, not answered. */
  readonly related: readonly Passage[];
  /** What comes nearest when nothing fits. */
  readonly nearest: readonly Passage[];
  /** The main topic is only what comes nearest: it may be beside the point. */
  readonly doubtful?: boolean;
  /** What may as well be meant: it fits as much, and the main topic lists no such question. */
  readonly instead?: Passage;
}

/** From here a passage is a plausible answer (`Passage.score`). */
export const plausible = 0.45;

/** From here a topic is shown, with the word that it may be beside the point. */
const worthReading = 0.4;
/** …or from here, where its title has a word of the question that few topics have. */
const worthNaming = 0.3;

/** A topic whose title has such a share of the question, or whose own questions are so like it, is likely meant. */
const likely = 0.25;
/** In a question of up to so many words, each word says what is asked; a longer one tells a story. */
const shortQuestion = 5;
/** A topic that lacks a rare word of the question must be so sure, or be asked in such words. */
const sureWithout = 0.65;
const askedSo = 0.45;
/** A question of more telling words than these is not covered by chance. */
const fewWords = 4;

/** Below this, a passage has nothing to do with the question. */
const unrelated = 0.2;
const mostMore = 2;
/** What topics must cover together where none is plausible alone. */
const enoughTogether = 0.65;
/** A question that lists things gets as many topics. */
const mostNamed = 4;
/** A topic that is named must give this share of the main topic's weight, or be plausible itself… */
const weightShare = 0.5;
/** …and cover so much of what the main topic covers that nothing chosen before does. */
const newWordsShare = 0.15;
/** Of topics that weigh about the same, the one that the question names first leads. */
const sameWeight = 0.85;
/** …unless the main topic lists a question that is more like the one asked by this much. */
const asLike = 0.25;
/** What weighs as much as this share of the main topic may be what is meant… */
const asHeavy = 0.8;
/** …where no question of the main topic is more like the one that was asked. */
const unlike = 0.35;
/** What is not so sure, nor asked in such words, is in doubt already where another has this share of its weight. */
const surely = 0.9;
const likelyAsked = 0.6;
const halfAsHeavy = 2 / 3;
/** What is nearly as good as the main topic may be what is meant. */
const nearTie = 0.75;
const mostRelated = 3;

/**
 * Chooses what to answer with: the best passage, and those that cover what it leaves open; of several
 * things that the question names, the one that it names first leads.
 */
export function selectPassages(passages: readonly Passage[], question: string): Selection {
  return inOrderOf(question, chosenFrom(passages, question), passages);
}

function inOrderOf(
  question: string,
  selection: Selection,
  passages: readonly Passage[],
): Selection {
  const { main, more } = selection;
  if (main === undefined || !isTopicPassage(main)) return selection;
  const words = termsOf(goalOf(question)).words;
  const placeOf = ({ named }: TopicPassage) =>
    Math.min(...named.map((word) => words.indexOf(word)).filter((at) => at >= 0));
  const [first = main] = [main, ...more]
    .filter(isTopicPassage)
    .filter(({ weight, said }) => weight >= sameWeight * main.weight && said > main.said - asLike)
    // Where one has all of the question, what has less is not meant for being named in it.
    .filter(({ lacking }) => main.lacking.length > 0 || lacking.length === 0)
    .toSorted((a, b) => placeOf(a) - placeOf(b));
  const others = [main, ...more].filter((passage) => passage !== first);
  const heavy = first.said < unlike ? asHeavy : isUnsure(first) ? halfAsHeavy : Infinity;
  const instead = [...others, ...selection.related, ...passages].find(
    (other) => other !== first && isTopicPassage(other) && other.weight >= heavy * first.weight,
  );
  return { ...selection, main: first, more: others, ...(instead !== undefined && { instead }) };
}

/** Half of such topics, with another nearly as heavy, were not what was meant (docs/ask.md). */
const isUnsure = ({ score, said }: TopicPassage): boolean => score < surely && said < likelyAsked;

function chosenFrom(passages: readonly Passage[], question: string): Selection {
  const [best, ...rest] = passages;
  if (best !== undefined && isAnswer(best, question))
    return isTopicPassage(best)
      ? withHouse(
          { main: best, ...otherTopics(best, rest.filter(isTopicPassage)), nearest: [] },
          rest,
        )
      : { main: best, more: otherPages(rest), related: [], nearest: [] };
  const topics = passages.filter(isTopicPassage);
  const together = mayList(question, topics) ? namedTopics(topics) : [];
  const [main, ...more] = together;
  if (main !== undefined) return { main, more, related: [], nearest: [] };
  const nearest = passages.filter(({ score }) => score >= unrelated).slice(0, 3);
  const near = topics.find(mayAnswer);
  if (near === undefined) return { more: [], related: [], nearest };
  const related = nearest.filter((passage) => passage !== near);
  return { main: near, more: [], related, nearest, doubtful: true };
}

/** What is worth reading where no answer is sure: it names something of the question. */
function mayAnswer({ score, named, rare, said }: TopicPassage): boolean {
  const namesRare = named.some((word) => rare.includes(word));
  const enough = namesRare ? worthNaming : worthReading;
  return score >= enough && (named.length > 0 || said >= askedSo);
}

/** With what the organisation itself says of it, if it does not lead. */
function withHouse(selection: Selection, rest: readonly Passage[]): Selection {
  const own = rest.find(({ authority, score }) => authority === 'house' && score >= plausible);
  return own === undefined ? selection : { ...selection, more: [own, ...selection.more] };
}

/**
 * A short question is answered by a topic that names its subject, or that is asked in such words; one
 * that only has a word of it somewhere must be surer. Long stories share few words with any listing.
 */
function isAnswer(passage: Passage, question: string): boolean {
  if (passage.score < plausible) return false;
  if (!isTopicPassage(passage)) return true;
  const { words } = termsOf(question);
  if (words.length <= shortQuestion && missesThePoint(passage, words)) return false;
  if (words.length > fewWords) return true;
  const named = sum(passage.named.map((word) => passage.covers.get(word) ?? 0));
  return named >= likely || passage.said >= likely || isCalled(passage);
}

/** Whether one of its other names is a word of the question that few topics have. */
function isCalled({ topic, rare }: TopicPassage): boolean {
  return topic.synonyms.some((name) => {
    const { words, compounds } = termsOf(name);
    const terms = [...(words.length === 1 ? words : []), ...compounds.map(({ term }) => term)];
    return terms.some((term) => rare.includes(term));
  });
}

/** What only few topics speak of is likely what is asked: "dash to dock" is no question about docks. */
function missesThePoint({ missed, score, said }: TopicPassage, words: readonly string[]): boolean {
  // What comes from files that were given along is no word of the question.
  return missed.some((word) => words.includes(word)) && score < sureWithout && said < askedSo;
}

/** Between things that are listed. */
const listing = /[,;&+/]|\b(?:and|or|plus|with|vs|versus|as well as)\b/i;

/** A story may ask for several things, and so may files that were given along; else they are listed. */
function mayList(question: string, topics: readonly TopicPassage[]): boolean {
  const { words } = termsOf(question);
  const isFromFiles = topics.some(({ named }) => named.some((word) => !words.includes(word)));
  return words.length > shortQuestion || isFromFiles || listing.test(question);
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

function otherTopics(
  main: TopicPassage,
  candidates: readonly TopicPassage[],
): Pick<Selection, 'more' | 'related'> {
  const more = topicsAskedFor(main, candidates);
  const related = candidates
    .filter((candidate) => !more.includes(candidate))
    .filter(
      (candidate) =>
        candidate.weight / main.weight >= nearTie ||
        main.topic.related.includes(candidate.topic.id),
    );
  return { more, related: related.slice(0, mostRelated) };
}

/** Topics whose titles name something of the question that the main topic is not about. */
function topicsAskedFor(main: TopicPassage, candidates: readonly TopicPassage[]): TopicPassage[] {
  const chosen: TopicPassage[] = [];
  const covered = new Map(main.covers);
  const names = new Set(main.named);
  const needed = newWordsShare * sum(main.covers.values());
  for (const candidate of candidates) {
    if (chosen.length === mostMore) break;
    const weightyEnough =
      candidate.weight / main.weight >= weightShare || candidate.score >= plausible;
    const isNamed = candidate.named.some((word) => !names.has(word));
    // What weighs more than the main topic was put behind it for the sake of what came along.
    const isAsked = isNamed || candidate.weight >= main.weight;
    if (!weightyEnough || !isAsked || gainOf(candidate, covered) < needed) continue;
    chosen.push(candidate);
    for (const word of candidate.named) names.add(word);
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

/** The selection for a question that something better than a topic answers. */
export function withoutMain({ nearest }: Selection): Selection {
  return { more: [], related: [], nearest };
}
