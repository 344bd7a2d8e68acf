import type { Snippet } from '@nixai/docs/topics';
import { relevanceOf } from './screen/relevance.js';

/** Decides between snippets that fit alike. */
const ofTitle = 0.1;

/**
 * What the question asks to see comes first: the form that it names (Home Manager, a flake), then the
 * snippet that has more of its words that the others lack.
 */
export function preferredSnippets(snippets: readonly Snippet[], question: string): Snippet[] {
  const wanted = /home[- ]?manager|\bhome\.nix\b|\bhm\b/i.test(question)
    ? 'home'
    : /\bflakes?\b/i.test(question)
      ? 'flake'
      : undefined;
  const relevance = relevanceOf(
    question,
    snippets.map(({ title, code }) => `${title}\n${code}`),
  );
  // What a snippet is called says more of what it is for than a name somewhere in it.
  const byTitle = relevanceOf(
    question,
    snippets.map(({ title }) => title),
  );
  return snippets
    .map((snippet, i) => ({
      snippet,
      isWanted: Number(snippet.where === wanted),
      fit: (relevance[i] ?? 0) * (1 + ofTitle * (byTitle[i] ?? 0)),
    }))
    .sort((a, b) => b.isWanted - a.isWanted || b.fit - a.fit)
    .map(({ snippet }) => snippet);
}
