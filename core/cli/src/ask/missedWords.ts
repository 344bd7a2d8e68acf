import type { Passage } from '@nixai/api';
import { isTopicPassage, termsOf } from '@nixai/docs';
import type { Section } from './result.js';

/** A topic that is asked in these words answers them, whatever it calls things itself. */
const asAsked = 0.8;

/**
 * The words of a question, as they were written, that hardly any topic speaks of, and the one that was
 * chosen not at all: they may be what was meant.
 */
export function missedWords(question: string, main: Passage | undefined): string[] {
  if (main === undefined || !isTopicPassage(main) || main.said >= asAsked) return [];
  const { title, answer, snippets, steps, checks, pitfalls, questions, synonyms } = main.topic;
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
  const known = new Set(termsOf(text.join('\n')).words);
  const missed = new Set(main.missed.filter((word) => !known.has(word)));
  const written = question.match(/[\p{L}\d][\p{L}\d.+_-]*/gu) ?? [];
  return written.filter((word) => termsOf(word).words.some((stem) => missed.has(stem)));
}

/** Says that the answer may be beside the point. */
export function doubtSection(missed: readonly string[]): Section {
  const words = missed.map((word) => `"${word}"`).join(', ');
  return { kind: 'doubt', text: `My handbook has nothing on ${words}. What comes nearest:` };
}
