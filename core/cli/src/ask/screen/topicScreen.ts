import type { Snippet, Topic } from '@nixai/docs/topics';
import { applyLines } from '../applySection.js';
import { preferredSnippets } from '../preferredSnippets.js';
import { placedSnippet } from '../snippets.js';
import type { MachineFacts, Section, SectionKind } from '../result.js';
import { tellsOfTrouble } from '../setback.js';
import { fitting, rowsOf, rowsOfSentence, type Piece } from './fitting.js';
import { labelled } from './labelled.js';
import { relevanceOf, shareSaid } from './relevance.js';
import { sentencesOf, textOf, type Sentence } from './sentences.js';

/** Rows of a terminal of 24 that are left for a topic, beside blank lines and what stands below it. */
const rowsOfTopic = 17;
/** A procedure that breaks off in the middle is worse than none. */
const stepsNeeded = 4;

/** Everyday words in common are no reason to lead with a pitfall. */
const byChance = 0.2;

/** What says no more of what is asked than this share is no better beginning than the topic's own. */
const mostOfIt = 0.6;

/** …and a block that has as much of it is better than a sentence that has none. */
const mostOfBlock = 0.5;

/** What is called by less of the question came first for a word in its code. */
const meantShare = 0.4;

/** A topic as it fits on a screen. */
export interface TopicScreen {
  readonly sections: readonly Section[];
  /** What was left out, in a few words each. */
  readonly hidden: readonly string[];
}

/**
 * The direct answer, one block, how to apply and check it, and what to beware of; further sentences,
 * checks and pitfalls as long as there is room, those first that the question has words of.
 */
export function topicScreen(
  topic: Topic,
  question: string,
  machine: MachineFacts | undefined,
): TopicScreen {
  const [snippet, ...others] = preferredSnippets(topic, question);
  const block = snippet === undefined ? '' : placedSnippet(snippet, machine);
  const isOwn = snippet !== topic.snippets[0] && snippet !== undefined;
  const isMeant = isOwn && shareSaid(question, namesOf(snippet), topic.title) >= meantShare;
  const ownAnswer = isMeant ? snippet.answer : undefined;
  const pieces = piecesOf(withAnswer(topic, ownAnswer), block, question);
  const shown = fitting(pieces, rowsOfTopic);
  const of = (kind: SectionKind) => shown.filter((piece) => piece.kind === kind);
  const point = shown.find(({ isPoint }) => isPoint);
  const texts = (kind: SectionKind) =>
    of(kind)
      .filter((piece) => piece !== point)
      .map(({ text }) => text);
  const answer = textOf(of('answer').flatMap(({ sentence }) => sentence ?? []));
  const said: Section = { kind: 'answer', text: withPoint(answer, point) };
  const code: Section[] = block === '' ? [] : [{ kind: 'configuration', text: block }];
  const isCodeAsked =
    snippet !== undefined && isCodeFirst(snippet, topic, question) && point?.leads !== true;
  return {
    sections: [
      ...(isCodeAsked ? [...code, said] : [said, ...code]),
      ...labelled('steps', 'Step', texts('steps')),
      ...labelled(
        'apply',
        'Apply',
        snippet === undefined ? [] : applyLines(topic, [snippet], machine),
      ),
      ...labelled('check', 'Check', texts('check')),
      ...labelled('pitfalls', 'Beware', texts('pitfalls')),
    ],
    hidden: [
      ...(of('answer').length < pieces.filter(({ kind }) => kind === 'answer').length
        ? ['the answer at length']
        : []),
      ...counted(pieces, shown, 'steps', 'step'),
      ...counted(pieces, shown, 'check', 'check'),
      ...counted(pieces, shown, 'pitfalls', 'pitfall'),
      ...others.map(({ title }) => title),
    ],
  };
}

const namesOf = ({ title, synonyms = [] }: Snippet): string => [title, ...synonyms].join('\n');

/** Who asks for one block is told what is said of that one, before what holds in general. */
const withAnswer = (topic: Topic, own: string | undefined): Topic =>
  own === undefined ? topic : { ...topic, answer: `${own.trim()}\n\n${topic.answer}` };

/**
 * Whether a block that is not the topic's first is what is asked for, has no sentence of its own, and the
 * topic begins with something else. Who tells of a fault, or wants to know, is told before anything is shown.
 */
function isCodeFirst(
  snippet: Snippet,
  { title, answer, snippets }: Topic,
  question: string,
): boolean {
  if (snippet === snippets[0] || snippet.answer !== undefined) return false;
  if (tellsOfTrouble(question) || asksToKnow.test(question)) return false;
  const [first] = sentencesOf(answer);
  return (
    first?.isProse === true &&
    shareSaid(question, first.text, title) === 0 &&
    shareSaid(question, namesOf(snippet), title) > mostOfBlock
  );
}

const asksToKnow = /^\W*(?:what|why|which|who|is|are|does|do|should|when)\b|\bdifferences?\b/i;

/** Where the answer says nothing of what is asked, the part that does is the answer. */
function withPoint(answer: string, point: TopicPiece | undefined): string {
  if (point === undefined) return answer;
  return (point.leads === true ? [point.text, answer] : [answer, point.text]).join('\n\n');
}

interface TopicPiece extends Piece {
  readonly kind: SectionKind;
  readonly text: string;
  readonly sentence?: Sentence;
  /**
   * A pitfall that has more of the question's words than any sentence of the answer, or a sentence that
   * has them where the first has none: it is asked for.
   */
  readonly isPoint?: boolean;
  /** The first sentence has none of the question's words beyond the topic's name. */
  readonly leads?: boolean;
}

function piecesOf(topic: Topic, block: string, question: string): TopicPiece[] {
  const sentences = sentencesOf(topic.answer);
  const parts = [...sentences.map(({ text }) => text), ...topic.checks, ...topic.pitfalls];
  const relevance = relevanceOf(question, parts);
  const best = Math.max(...relevance);
  const beyondTitle = relevanceOf(question, parts, topic.title);
  const most = Math.max(...beyondTitle);
  const firstPitfall = sentences.length + topic.checks.length;
  const isProse = sentences.every((sentence) => sentence.isProse);
  const ofAnswer = Math.max(0, ...beyondTitle.slice(0, sentences.length));
  const isInAnswer = ofAnswer === most;
  const leads = beyondTitle[0] === 0 && isProse;
  const firstOfMost = beyondTitle.indexOf(most, isInAnswer ? 0 : firstPitfall);
  const saysMost = shareSaid(question, parts[firstOfMost] ?? '', topic.title) > mostOfIt;
  const isPoint = most > byChance && (isInAnswer ? leads && saysMost : true);
  const point = isPoint ? firstOfMost : -1;
  /** Of each kind the first is needed, and of all of them what the question is about. */
  const rankOf = (i: number, at: number, otherwise: number) => {
    const fits = relevance[at] ?? 0;
    return i === 0 || (fits > 0 && fits === best) ? 0 : fits > 0 ? 1 : otherwise;
  };
  const items = (kind: SectionKind, texts: readonly string[], from: number, rank: number) =>
    texts.map((text, i) => ({
      kind,
      text,
      rows: rowsOf(`- **Beware:** ${text}`),
      rank: from + i === point ? 0 : rankOf(i, from + i, rank),
      isPoint: from + i === point,
      leads: ofAnswer === 0 || (leads && saysMost),
    }));
  return [
    ...sentences.map((sentence, i) => ({
      kind: 'answer' as const,
      text: sentence.text,
      sentence,
      rows: sentence.isProse ? rowsOfSentence(sentence.text) : rowsOf(sentence.text),
      rank: sentence.isProse ? rankOf(i, i, 2) : 0,
      isPoint: i === point,
      leads,
    })),
    ...(block === ''
      ? []
      : [{ kind: 'configuration' as const, text: block, rows: rowsOf(block), rank: 0 }]),
    ...topic.steps.map((text, i) => ({
      kind: 'steps' as const,
      text,
      rows: rowsOf(`- **Step 1:** ${text}`),
      rank: i < stepsNeeded ? 0 : 3,
    })),
    ...items('check', topic.checks, sentences.length, 5),
    ...items('pitfalls', topic.pitfalls, firstPitfall, 4),
  ];
}

function counted(
  all: readonly TopicPiece[],
  shown: readonly TopicPiece[],
  kind: SectionKind,
  one: string,
): string[] {
  const of = (pieces: readonly TopicPiece[]) =>
    pieces.filter((piece) => piece.kind === kind).length;
  const left = of(all) - of(shown);
  return left === 0 ? [] : [`${left} more ${one}${left === 1 ? '' : 's'}`];
}
