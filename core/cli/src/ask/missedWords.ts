import { isTopicPassage, termsOf, withoutActions, type TopicPassage } from '@nixai/docs';
import type { Section } from './result.js';
import type { Selection } from './selection.js';

/** A topic that is asked in these words answers them, whatever it calls things itself. */
const asAsked = 0.8;
/** In a question of up to so many words each of them is asked for; a longer one tells a story. */
const shortQuestion = 8;

/**
 * The words of a question, as they were written, that the topics which were chosen do not speak of:
 * they may be what was meant. Of a story only those count that hardly any other topic has either.
 */
export function missedWords(question: string, { main, more }: Selection): string[] {
  if (main === undefined || !isTopicPassage(main) || main.said >= asAsked) return [];
  const known = new Set([main, ...more.filter(isTopicPassage)].flatMap(wordsOf));
  const isStory = termsOf(question).words.length > shortQuestion;
  const missed = new Set((isStory ? main.missed : main.lacking).filter((word) => !known.has(word)));
  const written = withoutActions(question).match(/[\p{L}\d][\p{L}\d.+_-]*/gu) ?? [];
  return written.filter((word) => {
    const { words, compounds } = termsOf(word);
    return words.some((stem) => missed.has(stem)) && !compounds.some(({ term }) => known.has(term));
  });
}

function wordsOf({ topic }: TopicPassage): string[] {
  const { title, answer, snippets, steps, checks, pitfalls, questions, synonyms } = topic;
  const code = snippets.map((snippet) => `${snippet.title}\n${snippet.code}`);
  const text = [
    title,
    answer,
    ...code,
    ...steps,
    ...checks,
    ...pitfalls,
    ...questions,
    ...synonyms,
  ];
  const { words, compounds } = termsOf(text.join('\n'));
  return [...words, ...compounds.map(({ term }) => term)];
}

/** Says that the answer may be beside the point, where it may. */
export function doubtSections({ doubtful }: Selection, missed: readonly string[]): Section[] {
  if (missed.length > 0) {
    const words = missed.map((word) => `"${word}"`).join(', ');
    return [{ kind: 'doubt', text: `What comes nearest says nothing of ${words}:` }];
  }
  return doubtful === true
    ? [{ kind: 'doubt', text: 'I am not sure that this is what you ask for. What comes nearest:' }]
    : [];
}
