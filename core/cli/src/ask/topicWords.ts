import { termsOf, type TopicPassage } from '@nixai/docs';

/** Every word that a topic speaks of, compounds as one among them. */
export function wordsOf({ topic }: TopicPassage): string[] {
  const { title, answer, snippets, steps, checks, pitfalls, questions, synonyms } = topic;
  const code = snippets.flatMap((snippet) => [
    snippet.title,
    ...(snippet.synonyms ?? []),
    snippet.answer ?? '',
    snippet.code,
  ]);
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
