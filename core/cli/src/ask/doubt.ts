import type { Passage } from '@nixai/api';
import {
  isQuiet,
  isSwapOf,
  isTopicPassage,
  synonyms as sameThings,
  termsOf,
  withoutActions,
  type TopicPassage,
} from '@nixai/docs';
import { editDistance } from '@nixai/language';
import { commandFor } from './passageLines.js';
import { isListed } from './screen/askedFor.js';
import { topicScreen } from './screen/topicScreen.js';
import type { Selection } from './selection.js';
import { wordsOf } from './topicWords.js';
import { wishIn } from './wish.js';

/** A topic that is asked in these words answers them, whatever it calls things itself. */
const asAsked = 0.8;
/** In a question of up to so many words each of them is asked for; a longer one tells a story. */
const shortQuestion = 8;

/** A question that tells of more than it asks. */
export const isStory = (question: string): boolean =>
  termsOf(question).words.length > shortQuestion;

/**
 * The words of a question, as they were written, that the topics which were chosen do not speak of:
 * they may be what was meant. Of a story only those count that hardly any other topic has either.
 */
export function missedWords(question: string, { main, more }: Selection): string[] {
  if (main === undefined || !isTopicPassage(main) || main.said >= asAsked) return [];
  const literal = literalsIn(question).filter((name) => !textOf(main).includes(name.toLowerCase()));
  const asked = more.filter((other) => isListed(question, main, other));
  const known = new Set([main, ...asked].filter(isTopicPassage).flatMap(wordsOf));
  const missed = new Set([
    ...(isStory(question) ? main.missed : main.lacking).filter((word) => !known.has(word)),
    ...(asked.length === 0 ? unspoken(question, main) : []),
  ]);
  const written = withoutActions(question).match(/[\p{L}\d][\p{L}\d.+_-]*/gu) ?? [];
  const words = written.filter((word) => {
    if (isSize(word)) return false;
    if (literal.includes(word)) return true;
    const { words: stems, compounds } = termsOf(word);
    const isMissed = (stem: string) =>
      missed.has(stem) &&
      !(stem.length >= leastLetters && [...known].some((other) => isSwapOf(other, stem)));
    return stems.some(isMissed) && !compounds.some(({ term }) => known.has(term));
  });
  return [...new Set(words)];
}

/** How much of a thing is asked for, "8gb", is a value to fill in and no thing of its own. */
const isSize = (word: string): boolean => /^\d+(?:[kmgt]i?b|g)$/i.test(word);

/** Names that programs have: `NoneType`, `IN_NIX_SHELL`. Their parts say nothing of what they are. */
function literalsIn(question: string): string[] {
  return (
    question.match(/(?<![\w.-])(?:[A-Z][a-z]+[A-Z][a-z]+\w*|[A-Z]+(?:_[A-Z]+)+)(?![\w.-])/g) ?? []
  );
}

/** Rare words that the topic has somewhere, but neither its name nor what is shown of it first. */
function unspoken(question: string, main: TopicPassage): string[] {
  const { title, synonyms } = main.topic;
  const shown = topicScreen(main.topic, question, undefined)
    .sections.filter(({ kind }) => kind === 'answer' || kind === 'configuration')
    .map(({ text }) => text);
  const { words, compounds } = termsOf([title, ...synonyms, ...shown].join('\n'));
  const spoken = new Set([...words, ...compounds.flatMap(({ term, parts }) => [term, ...parts])]);
  const said = [...spoken];
  return main.rare.filter(
    (word) =>
      !spoken.has(word) &&
      !isQuiet(word) &&
      // "GPU" of one that speaks of graphics.
      !(sameThings.get(word) ?? []).some((other) => spoken.has(other)) &&
      !said.some((other) => isSlipOf(other, word)),
  );
}

/** A shorter word is one letter away from too many others. */
const leastLetters = 5;

/** Whether the one word is the other as somebody mistyped it: the topic was found by it, too. */
function isSlipOf(meant: string, typed: string): boolean {
  if (typed.length < leastLetters || meant[0] !== typed[0]) return false;
  return editDistance(typed, meant, 1) === 1;
}

const textOf = ({ topic }: TopicPassage): string => JSON.stringify(topic).toLowerCase();

/** No question of the topic, and no name of it, is as like the one that was asked: its words are met by chance. */
const leastLike = 0.25;

/** Words of a title that say where something is, and not what is asked about it. */
const places = new Set(['home', 'manager', 'nixo', 'nixos', 'flake', 'darwin', 'wsl']);

/**
 * Whether a topic was chosen for no more than where the question plays (Home Manager, a flake), for an
 * error message that it does not speak of, or for words that none of its own questions has together.
 */
export function isChosenByChance(question: string, { main }: Selection): boolean {
  if (main === undefined || !isTopicPassage(main) || main.said >= asAsked) return false;
  const byPlace = main.named.length > 0 && main.named.every((word) => places.has(word));
  const byError = /^\W*error\b|\berror:/i.test(question) && main.named.length === 0;
  return byPlace || byError || (main.said < leastLike && !isStory(question));
}

/** `nixos-shell` is a name of its own, of which a topic about shells has a part. */
function isPartlyMet(
  thing: string,
  main: Passage | undefined,
  isKnown: (stem: string) => boolean,
): boolean {
  const isAsked = main === undefined || !isTopicPassage(main) || main.said >= asAsked;
  const [name] = termsOf(thing).compounds;
  if (isAsked || name === undefined || /\s/.test(thing) || !thing.includes('-')) return false;
  return (
    !isKnown(name.term) &&
    thing.split('-').length > name.parts.filter((part) => !isQuiet(part)).length
  );
}

/** Words between things: what has them is no name. */
const saysMore = /\b(?:in|on|of|for|with|to|and|or|from|after|at|without|not)\b/i;

/**
 * Whether somebody only names a thing that no topic has: what comes nearest is then another thing, and
 * that nothing is known is the better answer.
 */
export function namesTheUnknown(
  question: string,
  { main, doubtful }: Selection,
  lacking: readonly string[],
  passages: readonly Passage[],
): boolean {
  const thing = wishIn(question)?.thing;
  if (thing === undefined || saysMore.test(thing)) return false;
  const topics = passages.filter(isTopicPassage);
  const isKnown = (stem: string) => topics.some(({ covers }) => covers.has(stem));
  if (doubtful !== true) return isPartlyMet(thing, main, isKnown);
  return lacking
    .flatMap((word) => termsOf(word).words)
    .some((stem) => !isQuiet(stem) && !isKnown(stem));
}

/** Where the first topic is only where the question plays, the one that is called what is asked. */
export function thingBeside(
  { main, more, instead }: Selection,
  missed: readonly string[],
): TopicPassage | undefined {
  if (main === undefined || !isTopicPassage(main)) return undefined;
  if (main.named.length === 0 || !main.named.every((word) => places.has(word))) return undefined;
  const stems = new Set(missed.flatMap((word) => termsOf(word).words));
  return [...more, instead]
    .filter((other) => other !== undefined)
    .filter(isTopicPassage)
    .find(({ named }) => named.some((word) => stems.has(word)));
}

/** Why the answer may be beside the point, as a line to stand before it; undefined where it is sure. */
export function doubtOf(
  question: string,
  selection: Selection,
  missed: readonly string[],
): string | undefined {
  const { main, doubtful } = selection;
  if (main === undefined) return undefined;
  const instead = otherOf(question, main, selection, missed);
  const other = instead === undefined ? '' : `; it may rather be ${commandFor(instead)}`;
  if (missed.length > 0)
    return `What comes nearest says nothing of ${missed.map((word) => `"${word}"`).join(', ')}${other}:`;
  return doubtful === true || other !== ''
    ? `I am not sure that this is what you ask for${other}. What comes nearest:`
    : undefined;
}

/** The topic that may be meant instead: it has a word that the first one lacks, or fits as well. */
function otherOf(
  question: string,
  main: Passage,
  { more, instead }: Selection,
  missed: readonly string[],
): Passage | undefined {
  const stems = new Set(missed.flatMap((word) => termsOf(word).words));
  const others = [
    ...more
      .filter(isTopicPassage)
      .filter((topic) => topic.named.length > 0 && speaksOf(topic, stems)),
    instead,
  ];
  return others.find((other) => other !== undefined && !isListed(question, main, other));
}

const speaksOf = (topic: TopicPassage, stems: ReadonlySet<string>): boolean =>
  wordsOf(topic).some((word) => stems.has(word));
