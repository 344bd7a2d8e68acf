import { docs, type DocAnswer, type Host, type Passage } from '@nixai/api';
import { isTopicPassage, termsOf, type TopicPassage } from '@nixai/docs';
import { assignedPaths } from './contextLines.js';
import type { Attachment } from './attachment.js';
import type { GatherOptions } from './material.js';
import { tellingWords } from './named/index.js';
import { plausible } from './selection.js';
import { wordsOf } from './topicWords.js';
import { goalOf } from './transition.js';
import { generalised } from './wish.js';

const passagesAsked = 20;
/** A topic that is asked in these words is about the move from the one to the other itself. */
const asAsked = 0.8;
/** Earlier questions of a conversation that tell what it is about. */
const mostTurns = 3;
/** Paths of a person's configuration that help a question which only says "this". */
const mostHints = 40;

/**
 * A question that stands for itself is looked up alone. One that does not ("is this secure?", "and
 * for IPv6?") is looked up again together with the earlier question and what the attachments set.
 */
export async function searchDocs(
  question: string,
  attachments: readonly Attachment[],
  { earlier, signal, local }: GatherOptions,
  host: Host,
): Promise<DocAnswer> {
  const engine = await host.service(docs);
  const search = (text: string) =>
    engine.search({ text, kinds: ['topic', 'page', 'rule'], limit: passagesAsked, local }, signal);
  const whole = await search(generalised(question));
  const goal = goalOf(question);
  const isSame = goal === question || isAskedOf(goal, whole);
  const alone = isSame ? whole : await search(generalised(goal));
  const spokenOf = earlier.slice(-mostTurns).map((turn) => turn.question);
  if (spokenOf.length > 0) {
    const [before] = (await search(spokenOf.join('\n'))).passages;
    const both = await search([question, ...spokenOf].join('\n'));
    const stays = before !== undefined && staysWith(before, question);
    if (stays) return { ...both, passages: withFirst(before, both.passages) };
  }
  const hints = [...spokenOf.slice(-1), ...assignedPaths(attachments).slice(0, mostHints)];
  const clear = (alone.passages[0]?.score ?? 0) >= plausible && !pointsElsewhere(question);
  if (hints.length === 0 || clear) return alone;
  const together = await search([question, ...hints].join('\n'));
  return {
    passages: agreeing(together.passages, alone.passages),
    reports: [...alone.reports, ...together.reports],
  };
}

/** Whether the first topic lists the question in nearly these words, and is not about what is left behind. */
function isAskedOf(goal: string, { passages: [first] }: DocAnswer): boolean {
  if (first === undefined || !isTopicPassage(first) || first.said < asAsked) return false;
  const wanted = new Set(termsOf(goal).words);
  return first.named.length === 0 || first.named.some((word) => wanted.has(word));
}

/** A conversation stays with its subject as long as that has everything which is asked now. */
function staysWith(before: Passage, question: string): boolean {
  if (!isTopicPassage(before) || before.score < plausible) return false;
  const known = new Set(wordsOf(before));
  return tellingWords(question).every((word) => known.has(word));
}

function withFirst(first: Passage, passages: readonly Passage[]): Passage[] {
  const again = passages.find(({ id }) => id === first.id) ?? first;
  const others = passages.filter(({ id }) => id !== first.id);
  return [{ ...again, score: Math.max(first.score, again.score) }, ...others];
}

/** True for a short question that leans on something said or shown before. */
export function pointsElsewhere(question: string): boolean {
  const words = question.trim().split(/\s+/).length;
  return (
    words < 8 &&
    /\b(?:this|that|it|these|those|them|same)\b|^(?:and|but|what about)\b/i.test(question)
  );
}

/** What fits the hints, and first what fits the question as well. */
function agreeing(together: readonly Passage[], alone: readonly Passage[]): Passage[] {
  const own = new Map(alone.map(({ id, score }) => [id, score]));
  const agreement = ({ id, score }: Passage) => score + (own.get(id) ?? 0);
  return [...together].sort((a, b) => agreement(b) - agreement(a));
}

/** The topic that lists this very question. */
export async function topicAsked(
  phrase: string,
  { signal, local }: GatherOptions,
  host: Host,
): Promise<TopicPassage | undefined> {
  const engine = await host.service(docs);
  const query = { text: phrase, kinds: ['topic'], limit: 1, local } as const;
  return (await engine.search(query, signal)).passages.find(isTopicPassage);
}
